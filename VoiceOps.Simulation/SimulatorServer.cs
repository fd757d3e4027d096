using System.Collections.Concurrent;
using System.Net;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;

namespace VoiceOps.Simulation;

/// <summary>A stand-in for a provider: a real server on a loopback port that speaks the provider's wire protocol.</summary>
public abstract class SimulatorServer : IAsyncDisposable
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<int, SimulatedConnection> _connections = [];
    private WebApplication? _app;
    private int _count;

    private protected SimulatorServer(TimeProvider time) => (Time, Counts) = (time, new ProviderCounts(time));

    public SimulatorFaults Faults { get; } = new();

    /// <summary>The same for questions about the account: prices, usage, balance. They are no connections and are not numbered.</summary>
    public SimulatorFaults AccountFaults { get; } = new();

    public ProviderCounts Counts { get; }

    /// <summary>Connections so far, ended ones included.</summary>
    public int ConnectionCount => Volatile.Read(ref _count);

    /// <summary><c>http://127.0.0.1:port</c>, once started.</summary>
    public Uri Address => new(_app?.Urls.Single() ?? throw new InvalidOperationException("The simulator is not started."));

    /// <summary>The same address for websockets.</summary>
    public Uri SocketAddress => new UriBuilder(Address) { Scheme = Uri.UriSchemeWs }.Uri;

    private protected TimeProvider Time { get; }

    /// <summary>The connection with this number (they count from 1), or null before it came.</summary>
    public SimulatedConnection? Connection(int number) => _connections.GetValueOrDefault(number);

    /// <param name="port">0 takes a free one.</param>
    public async Task StartAsync(CancellationToken cancellationToken, int port = 0)
    {
        // Empty: the simulator must not pick up the settings, addresses or logging of the program it runs in.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));

        // Nothing here blocks, and thousands of small frames a second are cheaper without a hop between threads and a wait for each.
        builder.Services.Configure<SocketTransportOptions>(sockets =>
            (sockets.UnsafePreferInlineScheduling, sockets.WaitForDataBeforeAllocatingBuffer) = (true, false));
        builder.Services.AddRoutingCore();
        _app = builder.Build();
        _app.UseWebSockets(new WebSocketOptions { KeepAliveInterval = Timeout.InfiniteTimeSpan });
        Map(_app);
        await _app.StartAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in _connections.Values)
        {
            connection.Drop();
        }

        if (_app is not null)
        {
            using var timeout = new CancellationTokenSource(StopTimeout);
            await _app.StopAsync(timeout.Token);
            await _app.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    private protected abstract void Map(WebApplication app);

    /// <summary>The provider's own words for a refusal.</summary>
    private protected abstract Task RefuseAsync(HttpContext context, HttpStatusCode status, string requestId);

    /// <summary>Numbers the request, applies its fault, and serves it until either side is gone.</summary>
    private protected async Task ServeAsync(HttpContext context, string requestId, Func<SimulatedConnection, Task> serve)
    {
        var number = Interlocked.Increment(ref _count);
        var fault = Faults.Take(number, Faults.AreMarked ? await AskedAsync(context.Request) : "");
        var connection = new SimulatedConnection(number, requestId, context, fault);
        _connections[number] = connection;
        await ServeAsync(context, connection, fault, serve);
    }

    private protected Task TellAsync(HttpContext context, string requestId, Func<SimulatedConnection, Task> serve)
    {
        var fault = AccountFaults.Take(connection: 0, asked: "");
        return ServeAsync(context, new SimulatedConnection(number: 0, requestId, context, fault), fault, serve);
    }

    private async Task ServeAsync(HttpContext context, SimulatedConnection connection, SimulatorFault? fault, Func<SimulatedConnection, Task> serve)
    {
        try
        {
            await connection.OpenAsync();
            await (fault?.Status is { } status ? RefuseAsync(context, status, connection.Id) : serve(connection));
        }
        catch (Exception exception) when (exception is OperationCanceledException or WebSocketException or IOException)
        {
            // The peer or a fault cut the connection: all there is to do is to forget it.
        }
        finally
        {
            connection.Close();
        }
    }

    /// <summary>Address and body; the body can be read again.</summary>
    private static async Task<string> AskedAsync(HttpRequest request)
    {
        request.EnableBuffering();
        using var reader = new StreamReader(request.Body, leaveOpen: true);
        var body = await reader.ReadToEndAsync();
        request.Body.Position = 0;
        return $"{request.Path}{request.QueryString} {body}";
    }

    private protected static Task AnswerAsync<T>(HttpContext context, HttpStatusCode status, T body)
    {
        context.Response.StatusCode = (int)status;
        return context.Response.WriteAsJsonAsync(body, context.RequestAborted);
    }
}
