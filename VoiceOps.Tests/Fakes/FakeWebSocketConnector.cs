using VoiceOps.Voice.Providers.Sockets;

namespace VoiceOps.Tests.Fakes;

/// <summary>Connects to an in-memory pair, or answers as told, and remembers what it was asked for.</summary>
internal sealed class FakeWebSocketConnector : IDisposable
{
    public InMemoryWebSocketPair Pair { get; } = new();

    public Uri? Address { get; private set; }

    public Dictionary<string, string> RequestHeaders { get; } = [];

    public Dictionary<string, string> ResponseHeaders { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What the handshake ends in instead of a socket.</summary>
    public Exception? Refusal { get; set; }

    /// <summary>Never answers.</summary>
    public bool Hangs { get; set; }

    public async Task<WebSocketConnection> ConnectAsync(
        Uri address, IReadOnlyList<KeyValuePair<string, string>> headers, CancellationToken cancellationToken)
    {
        Address = address;
        foreach (var (name, value) in headers)
        {
            RequestHeaders[name] = value;
        }

        if (Hangs)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        }

        return Refusal is null ? new WebSocketConnection(Pair.Client, ResponseHeaders) : throw Refusal;
    }

    public void Dispose() => Pair.Dispose();
}
