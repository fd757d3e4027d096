using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Metering;
using VoiceOps.Voice.Pricing;
using VoiceOps.Voice.Reporting;
using VoiceOps.Web.Hosting;
using VoiceOps.Web.Shared;

namespace VoiceOps.Benchmarks;

/// <summary>A database opened as the program opens it, with its writer running and its queries at hand.</summary>
internal sealed class Store : IAsyncDisposable
{
    private readonly IHost _host;

    private Store(IHost host) => _host = host;

    public T Get<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    /// <summary>One that the events command has made.</summary>
    public static Task<Store> OpenExistingAsync(string path, CancellationToken cancellationToken) =>
        File.Exists(path) ? OpenAsync(path, cancellationToken) : throw new StartupException($"There is no database at {path}: the events command makes one.");

    public static async Task<Store> OpenAsync(string path, CancellationToken cancellationToken)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection([new($"ConnectionStrings:{DataRegistration.ConnectionName}", $"Data Source={Path.GetFullPath(path)}")]);
        builder.Logging.AddConsole().SetMinimumLevel(LogLevel.Warning).AddFilter(typeof(LedgerWriter).FullName, LogLevel.Information);
        builder.Services.AddVoiceOpsData(builder.Configuration)
            .AddLedger(builder.Configuration)
            .AddPricing(builder.Configuration)
            .AddReporting(builder.Configuration)
            .AddPageQueries();
        builder.Services.AddSingleton(provider => AppVersion.Of(typeof(Store).Assembly, provider.GetRequiredService<DatabaseSchema>()));
        var store = new Store(builder.Build());
        await store._host.StartAsync(cancellationToken);
        return store;
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();
    }
}
