using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Providers;
using VoiceOps.Web.Hosting.Verbs;

namespace VoiceOps.Web.Hosting;

internal static class HostingRegistration
{
    // A call that is on when the program stops is ended properly: its last words, its providers' final figures, its row.
    private const int MostSeries = 300;

    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(60);

    public static void AddHosting(this WebApplicationBuilder builder, AppRoot root, CommandLine commandLine)
    {
        root.ResolveDatabase(builder.Configuration);
        var services = builder.Services;
        services.AddSingleton(root);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ProviderHealth>();
        services.AddSingleton(provider => AppVersion.Of(typeof(HostingRegistration).Assembly, provider.GetRequiredService<DatabaseSchema>()));
        services.AddSingleton<DatabasePulse>();
        services.AddSingleton<Readiness>();
        services.AddSingleton(provider => new SettingsCheck(services, provider, builder.Configuration));
        services.AddSingleton<IHostLifetime, DrainLifetime>();
        services.Configure<HostOptions>(options => options.ShutdownTimeout = ShutdownTimeout);

        // Fifty small frames a second and call: no hop between threads for each, and no wait for data before there is a buffer for it.
        // What runs then on the thread that found the data is on the thread pool like everything else, so that nobody's blocking holds up the rest.
        services.Configure<SocketTransportOptions>(sockets =>
            (sockets.UnsafePreferInlineScheduling, sockets.WaitForDataBeforeAllocatingBuffer) = (true, false));
        builder.Logging.Configure(options => options.ActivityTrackingOptions = ActivityTrackingOptions.None);
        builder.AddStartupSilence();
        if (commandLine.Verb is not null)
        {
            builder.AddVerbLogging();
        }

        services.AddOpenTelemetry().ConfigureResource(resource => resource.AddService("voiceops")).WithMetrics(metrics => metrics
            .AddMeter("VoiceOps*", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.Components*")
            .AddRuntimeInstrumentation()
            // Room for every series is taken in advance, 2,000 an instrument unless told; none here has a tag of many values.
            .AddView(_ => new MetricStreamConfiguration { CardinalityLimit = MostSeries })
            .AddPrometheusExporter());
    }

    /// <summary>First in the pipeline: nothing is served, not even a file, before it is known who asks.</summary>
    public static void UseHosting(this WebApplication app)
    {
        app.UseSecurityHeaders();
        app.UseRequestForms();
        if (Listeners.Of(app.Configuration) is { PagesUrl: not null } listeners)
        {
            app.UseMiddleware<OwnListenerOnly>(listeners);
        }

        app.UseMiddleware<LocalOnly>();
        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);

        // Machines get the bare status: for them the page would be wrong, and it would be run past the check above.
        app.Use((context, next) =>
        {
            if (LocalOnly.IsForMachines(context.Request.Path) && context.Features.Get<IStatusCodePagesFeature>() is { } statusPages)
            {
                statusPages.Enabled = false;
            }

            return next(context);
        });
        // Behind the above, which may change what is asked for.
        app.UseRouting();
    }

    public static void MapMetrics(this WebApplication app) => app.MapPrometheusScrapingEndpoint("/metrics");

    /// <summary>Checks the settings and the addresses, all of them before anything starts, and runs until the program is stopped.</summary>
    /// <exception cref="StartupException">With every problem there is.</exception>
    public static async Task RunCheckedAsync(this WebApplication app)
    {
        List<string> problems = [.. app.Services.GetRequiredService<SettingsCheck>().Problems(), .. HostProblems.Of(app.Configuration)];
        var listeners = Listeners.Of(app.Configuration);
        var isKestrel = app.Services.GetRequiredService<IServer>().GetType().Assembly == typeof(KestrelServer).Assembly;
        if (isKestrel)
        {
            problems.AddRange(ListenAddresses.Problems(listeners));
        }

        if (problems.Count > 0)
        {
            throw new StartupException(problems);
        }

        app.Logger.Starting(app.Services.GetRequiredService<AppVersion>().ToString());
        app.Logger.SettingsAt(app.Services.GetRequiredService<AppRoot>().SettingsFile);
        app.Logger.DatabaseAt(DatabaseAddress.TryParse(app.Configuration.GetConnectionString(DataRegistration.ConnectionName))!.Source);
        if (isKestrel && listeners.PagesUrl is not null)
        {
            SeparateListeners.Open(app.Services.GetRequiredService<IOptions<KestrelServerOptions>>().Value, listeners);
            app.Logger.PagesAt(listeners.PagesUrl, listeners.Urls);
        }

        app.Lifetime.ApplicationStarted.Register(app.Services.GetRequiredService<StartupSilence>().End);
        await app.RunAsync();
    }

    // Host and server log an exception of the start with its stack trace, and then throw it; StartupFailure tells it once.
    private static void AddStartupSilence(this WebApplicationBuilder builder)
    {
        var silence = new StartupSilence();
        builder.Services.AddSingleton(silence);
        builder.Logging
            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", level => level >= (silence.IsOver ? LogLevel.Warning : LogLevel.Critical))
            .AddFilter("Microsoft.AspNetCore.Server.Kestrel", level => silence.IsOver && level >= LogLevel.Warning);
    }
}
