using System.Threading.Channels;
using VoiceOps.Voice.Providers.Connections;

namespace VoiceOps.Tests.Fakes;

/// <summary>Connects to in-memory pairs, one after the other, or answers as told, and remembers what it was asked for.</summary>
internal sealed class FakeWebSocketConnector : IDisposable
{
    private readonly List<InMemoryWebSocketPair> _pairs = [new()];
    private readonly Channel<InMemoryWebSocketPair> _connected = Channel.CreateUnbounded<InMemoryWebSocketPair>();
    private bool _isTaken;

    /// <summary>The pair of the last connection; before the first one, the one that it will get.</summary>
    public InMemoryWebSocketPair Pair => _pairs[^1];

    public Uri? Address { get; private set; }

    public int Attempts { get; private set; }

    public Dictionary<string, string> RequestHeaders { get; } = [];

    public Dictionary<string, string> ResponseHeaders { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What the handshake ends in instead of a socket.</summary>
    public Exception? Refusal { get; set; }

    /// <summary>Never answers.</summary>
    public bool Hangs { get; set; }

    /// <summary>Answers when this has happened, whether it was cancelled meanwhile or not: a handshake that was on its way back.</summary>
    public Task? Held { get; set; }

    /// <summary>The next connection that was made.</summary>
    public Task<InMemoryWebSocketPair> ConnectedAsync() => _connected.Reader.ReadAsync().AsTask().InTimeAsync("a connection");

    public async Task<WebSocketConnection> ConnectAsync(
        Uri address, IReadOnlyList<KeyValuePair<string, string>> headers, CancellationToken cancellationToken)
    {
        Address = address;
        Attempts++;
        foreach (var (name, value) in headers)
        {
            RequestHeaders[name] = value;
        }

        if (Hangs)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        }

        if (Held is not null)
        {
            await Held;
        }

        if (Refusal is not null)
        {
            throw Refusal;
        }

        if (_isTaken)
        {
            _pairs.Add(new InMemoryWebSocketPair());
        }

        _isTaken = true;
        _connected.Writer.TryWrite(Pair);
        return new WebSocketConnection(Pair.Client, new Dictionary<string, string>(ResponseHeaders, StringComparer.OrdinalIgnoreCase));
    }

    public void Dispose() => _pairs.ForEach(pair => pair.Dispose());
}
