using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using VoiceOps.Tests.Data;
using VoiceOps.Tests.Fakes;
using VoiceOps.Voice.Calls;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Metering;
using VoiceOps.Voice.Providers;
using VoiceOps.Voice.Usage;
using VoiceOps.Web.Hosting;
using Xunit;

namespace VoiceOps.Tests.Hosting;

public sealed class HealthTests : IDisposable
{
    private readonly string _database = Path.Combine(Path.GetTempPath(), $"voiceops-health-{Guid.NewGuid():N}.db");

    [Fact]
    public async Task Ready_EverythingConfigured_Is200WithVersionAndSchema()
    {
        await using var app = await StartAsync(services => services.Configure<CallOptions>(options => options.PublicUrl = "https://voice.example.com"));

        var (status, report) = await GetAsync(app, "/health/ready");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("ready", report.GetProperty("status").GetString());
        Assert.Equal("1.2.3", report.GetProperty("version").GetString());
        Assert.Equal("0123456789ab", report.GetProperty("commit").GetString());
        Assert.Equal(app.Services.GetRequiredService<DatabaseSchema>().Version, report.GetProperty("schema").GetString());
        Assert.Empty(report.GetProperty("missing").EnumerateArray());
    }

    [Fact]
    public async Task Ready_SettingsMissing_Is503AndNamesTheirKeys()
    {
        await using var app = await StartAsync();
        app.Services.GetRequiredService<ProviderHealth>().Configured(ServiceNames.Twilio, ["Twilio:AccountSid", "Twilio:AuthToken"]);
        app.Services.GetRequiredService<ProviderHealth>().Configured(ServiceNames.Cerebras, ["Cerebras:ApiKey"]);

        var (status, report) = await GetAsync(app, "/health/ready");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Equal("not-ready", report.GetProperty("status").GetString());
        Assert.Equal(
            ["VoiceOps:PublicUrl", "Twilio:AccountSid", "Twilio:AuthToken", "Cerebras:ApiKey"],
            report.GetProperty("missing").EnumerateArray().Select(item => item.GetString()));
    }

    [Fact]
    public async Task Health_RequestOfElsewhere_TellsTheStateAlone()
    {
        await using var app = await StartAsync();

        var (status, ready) = await GetAsync(app, "/health/ready", forwardedFor: "203.0.113.7");
        var (_, live) = await GetAsync(app, "/health/live", forwardedFor: "203.0.113.7");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Equal("""{"status":"not-ready"}""", ready.GetRawText());
        Assert.Equal("""{"status":"live"}""", live.GetRawText());
    }

    // A provider that is away for a minute must not take the host out of service.
    [Fact]
    public async Task Ready_ProviderFailing_StaysReady()
    {
        await using var app = await StartAsync(services => services.Configure<CallOptions>(options => options.PublicUrl = "https://voice.example.com"));
        app.Services.GetRequiredService<ProviderHealth>().Failed(ServiceNames.Deepgram, "refused");

        Assert.Equal(HttpStatusCode.OK, (await GetAsync(app, "/health/ready")).Status);
    }

    [Fact]
    public async Task Ready_DatabaseGone_NamesTheDatabaseAndLiveStays()
    {
        await using var app = await StartAsync(services => services.Configure<CallOptions>(options => options.PublicUrl = "https://voice.example.com"));
        Remove();

        var (status, report) = await GetAsync(app, "/health/ready");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Equal(["database"], report.GetProperty("missing").EnumerateArray().Select(item => item.GetString()));
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(app, "/health/live")).Status);
    }

    [Fact]
    public async Task Ready_RowsThatCannotBeUsed_AreNamedAndTheDefaultAccountIsMissed()
    {
        await using var app = await StartAsync(services => services.Configure<CallOptions>(options => options.PublicUrl = "https://voice.example.com"));
        await SpoilAsync("DROP TRIGGER service_pricing_form_update; UPDATE service_pricing SET unit_price = 'abc' WHERE service = 'twilio' AND operation = 'voice'");

        var (status, report) = await GetAsync(app, "/health/ready");

        Assert.Equal((HttpStatusCode.OK, "ready"), (status, report.GetProperty("status").GetString()));
        Assert.StartsWith("service_pricing row 1: unit_price is \"abc\" and must be a decimal", Assert.Single(report.GetProperty("notes").EnumerateArray()).GetString());

        await SpoilAsync("DROP TRIGGER accounts_form_update; UPDATE accounts SET price_per_minute = ''");
        (status, report) = await GetAsync(app, "/health/ready");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Equal(["a default account with a price that can be used"], report.GetProperty("missing").EnumerateArray().Select(item => item.GetString()));
    }

    private async Task SpoilAsync(string sql)
    {
        await using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={_database};Pooling=False");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    // SQLite waits on the thread that asks: whoever gave up after a time never came to it.
    [Fact]
    public async Task Ready_DatabaseThatHangs_NamesTheDatabaseInTime()
    {
        using var held = new HeldConnections();
        await using var store = await TempStore.CreateAsync(held);
        var time = new FakeTimeProvider();
        await using var app = await StartAsync(services => services
            .AddSingleton<TimeProvider>(time)
            .AddSingleton<IDbContextFactory<VoiceOpsContext>>(store)
            .Configure<CallOptions>(options => options.PublicUrl = "https://voice.example.com"));
        held.Hold();

        var (status, report) = await time.PlayUntilAsync(GetAsync(app, "/health/ready"));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Equal(["database"], report.GetProperty("missing").EnumerateArray().Select(item => item.GetString()));
        held.Release();
    }

    [Theory]
    [InlineData("0.1.0+37edd9127c0ffee37edd9127c0ffee37edd9127c", "0.1.0+37edd9127c0f")]
    [InlineData("0.1.0", "0.1.0+unknown")]
    [InlineData(null, "unknown+unknown")]
    public void AppVersion_OfABuild_HasVersionAndShortCommit(string? informational, string expected) =>
        Assert.Equal(expected, AppVersion.Parse(informational, new DatabaseSchema()).ToString());

    public void Dispose() => Remove();

    private async Task<WebApplication> StartAsync(Action<IServiceCollection>? configure = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Configuration["ConnectionStrings:VoiceOps"] = $"Data Source={_database};Pooling=False";
        builder.Services.AddVoiceOpsData(builder.Configuration);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddLedger(builder.Configuration);
        builder.Services.AddSingleton<ProviderHealth>();
        builder.Services.AddSingleton<DatabasePulse>().AddSingleton<Readiness>();
        builder.Services.AddSingleton(services => new AppVersion("1.2.3", "0123456789ab", services.GetRequiredService<DatabaseSchema>()));
        configure?.Invoke(builder.Services);
        var app = builder.Build();
        app.Use((context, next) =>
        {
            context.Connection.RemoteIpAddress = IPAddress.Loopback;
            return next(context);
        });
        app.MapHealth();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }

    private static async Task<(HttpStatusCode Status, JsonElement Report)> GetAsync(WebApplication app, string path, string? forwardedFor = null)
    {
        using var client = app.GetTestClient();
        if (forwardedFor is not null)
        {
            client.DefaultRequestHeaders.Add("X-Forwarded-For", forwardedFor);
        }

        using var response = await client.GetAsync(path, TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken));
    }

    private void Remove()
    {
        foreach (var file in Directory.GetFiles(Path.GetTempPath(), $"{Path.GetFileName(_database)}*"))
        {
            File.Delete(file);
        }
    }
}
