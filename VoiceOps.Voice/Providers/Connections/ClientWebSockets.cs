using System.Net.WebSockets;

namespace VoiceOps.Voice.Providers.Connections;

/// <summary>The real connector. One handler for all sockets, so that a refusal's body can be read: <see cref="ClientWebSocket"/> alone hides it.</summary>
internal static class ClientWebSockets
{
    private static readonly HttpMessageInvoker Invoker = new(new RefusalReader(new SocketsHttpHandler { UseCookies = false }));

    public static WebSocketConnector Connector { get; } = ConnectAsync;

    private static async Task<WebSocketConnection> ConnectAsync(
        Uri address, IReadOnlyList<KeyValuePair<string, string>> headers, CancellationToken cancellationToken)
    {
        var socket = new ClientWebSocket();
        try
        {
            socket.Options.CollectHttpResponseDetails = true;

            // Pings find a peer that is gone without a word; without them a dead line shows only after minutes.
            socket.Options.KeepAliveInterval = TimeSpan.FromSeconds(10);
            socket.Options.KeepAliveTimeout = TimeSpan.FromSeconds(15);
            foreach (var (name, value) in headers)
            {
                socket.Options.SetRequestHeader(name, value);
            }

            await socket.ConnectAsync(address, Invoker, cancellationToken);
            return new WebSocketConnection(socket, Flatten(socket.HttpResponseHeaders ?? new Dictionary<string, IEnumerable<string>>()));
        }
        catch (WebSocketException exception) when (exception.InnerException is WebSocketRefusedException refused)
        {
            socket.Dispose();
            throw refused;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public static Dictionary<string, string> Flatten(IEnumerable<KeyValuePair<string, IEnumerable<string>>> headers) =>
        headers.ToDictionary(header => header.Key, header => string.Join(",", header.Value), StringComparer.OrdinalIgnoreCase);
}
