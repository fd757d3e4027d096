using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using VoiceOps.Voice.Calls;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Providers.Twilio;
using VoiceOps.Voice.Reconciliation;

namespace VoiceOps.Simulation.Demo;

/// <summary>
/// The demo: simulated providers, a database of its own and the settings that lead the unchanged program to them.
/// Start it before the host is built, add <see cref="Settings"/> as the last configuration source, then call
/// <see cref="DemoRegistration.AddDemo"/>.
/// </summary>
public sealed class DemoMode : IAsyncDisposable
{
    private const string ConnectionKey = "ConnectionStrings:VoiceOps";
    private const string UrlsKey = "Urls";
    private const string CapacityKey = "VoiceOps:MaxConcurrentCalls";
    private const string StreamsKey = $"{TwilioOptions.Section}:{nameof(TwilioOptions.MeterMediaStreams)}";
    private const string DrainKey = "VoiceOps:DrainTimeout";

    // Nobody is sorry for a simulated caller.
    private const string DrainTimeout = "00:00:02";

    // A phone may call again while its last call is still being closed.
    private const int SpareCalls = 20;

    private DemoMode(DemoOptions options, DatabaseLock databaseLock, Simulators simulators, Uri publicUrl, IReadOnlyDictionary<string, string?> settings) =>
        (Options, DatabaseLock, Simulators, PublicUrl, Settings) = (options, databaseLock, simulators, publicUrl, settings);

    public DemoOptions Options { get; }

    /// <summary>Held from before the old demo's database is deleted until this demo is over.</summary>
    public DatabaseLock DatabaseLock { get; }

    public Simulators Simulators { get; }

    /// <summary>Where the simulated callers call: the program's own first address.</summary>
    public Uri PublicUrl { get; }

    public IReadOnlyDictionary<string, string?> Settings { get; }

    /// <summary>Relative database paths are found from <paramref name="root"/>. Throws when the demo would use the normal database.</summary>
    /// <exception cref="DatabaseLockException">Another demo is using the demo's database.</exception>
    public static async Task<DemoMode> StartAsync(IConfiguration configuration, string root, CancellationToken cancellationToken)
    {
        var options = new DemoOptions();
        options = options with
        {
            Database = configuration[$"{DemoOptions.Section}:{nameof(DemoOptions.Database)}"] ?? options.Database,
            Seed = configuration.GetValue($"{DemoOptions.Section}:{nameof(DemoOptions.Seed)}", options.Seed),
            Callers = configuration.GetValue($"{DemoOptions.Section}:{nameof(DemoOptions.Callers)}", options.Callers),
        };
        var urls = OwnUrls(configuration[UrlsKey]);
        var publicUrl = CallableAddress(urls[0]);
        var (connection, databaseLock) = FreshDatabase(options.Database, configuration[ConnectionKey], root);

        var simulators = new Simulators(TimeProvider.System);
        await simulators.StartAsync(cancellationToken);
        var settings = new Dictionary<string, string?>(simulators.Settings(publicUrl))
        {
            [UrlsKey] = string.Join(';', urls),
            [ConnectionKey] = connection,
            [DrainKey] = DrainTimeout,
            // As Twilio bills, so that its price of each call can be booked.
            [StreamsKey] = "true",
            // Nobody looks at a demo for an hour.
            [$"{ReconciliationOptions.Section}:{nameof(ReconciliationOptions.PricesEvery)}"] = "00:00:10",
            [$"{ReconciliationOptions.Section}:{nameof(ReconciliationOptions.DaysEvery)}"] = "00:00:30",
            [$"{ReconciliationOptions.Section}:{nameof(ReconciliationOptions.BalancesEvery)}"] = "00:00:20",
            [CapacityKey] = Math.Max(configuration.GetValue(CapacityKey, new CallOptions().MaxConcurrentCalls), options.Callers + SpareCalls)
                .ToString(CultureInfo.InvariantCulture),
        };
        return new DemoMode(options with { Database = connection }, databaseLock, simulators, publicUrl, settings);
    }

    public async ValueTask DisposeAsync()
    {
        await Simulators.DisposeAsync();
        DatabaseLock.Dispose();
    }

    private static (string Connection, DatabaseLock Lock) FreshDatabase(string demo, string? normal, string root)
    {
        var connection = new SqliteConnectionStringBuilder(demo);
        connection.DataSource = Path.GetFullPath(connection.DataSource, root);
        if (normal is not null && Path.GetFullPath(new SqliteConnectionStringBuilder(normal).DataSource, root) == connection.DataSource)
        {
            throw new InvalidOperationException($"Demo:Database is the normal database ({connection.DataSource}). The demo starts its own anew each time: name another file.");
        }

        var databaseLock = new DatabaseLock(connection.ToString());
        databaseLock.Take();
        foreach (var suffix in (string[])["", "-wal", "-shm"])
        {
            File.Delete(connection.DataSource + suffix);
        }

        return (connection.ToString(), databaseLock);
    }

    // The callers must know the address before the server has taken it, so port 0 is settled here.
    private static string[] OwnUrls(string? configured)
    {
        var urls = (configured ?? "http://localhost:5080").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return [.. urls.Select(url => BindingAddress.Parse(url) is { Port: 0 } address ? $"{address.Scheme}://{address.Host}:{FreePort()}" : url)];
    }

    // Callers call by number: a wildcard is no address to call, and localhost may be somebody else's on IPv6.
    private static Uri CallableAddress(string url)
    {
        var address = BindingAddress.Parse(url);
        var host = address.Host is "localhost" or "*" or "+" or "0.0.0.0" or "[::]" ? "127.0.0.1" : address.Host;
        return new Uri($"{address.Scheme}://{host}:{address.Port}");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, port: 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
