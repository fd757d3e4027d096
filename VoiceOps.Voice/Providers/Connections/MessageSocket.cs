using System.Buffers;
using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace VoiceOps.Voice.Providers.Connections;

/// <summary>
/// Whole messages over a websocket: sends one at a time in the order they were asked for, receives (one reader) messages of a bounded size.
/// Buffers are reused, so that a steady stream of frames allocates nothing.
/// </summary>
internal sealed class MessageSocket : IDisposable
{
    private readonly WebSocket _socket;
    private readonly int _largestMessage;
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly ArrayBufferWriter<byte> _frame = new(1024);
    private readonly Utf8JsonWriter _json;
    private byte[] _received = new byte[4096];

    public MessageSocket(WebSocket socket, int largestMessage)
    {
        _socket = socket;
        _largestMessage = largestMessage;

        // The default encoder writes the + of base64 as \u002B, which is for HTML and three times as long.
        _json = new Utf8JsonWriter(_frame, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    public WebSocketCloseStatus? CloseStatus => _socket.CloseStatus;

    public string? CloseDescription => _socket.CloseStatusDescription;

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask SendAsync(ReadOnlyMemory<byte> message, WebSocketMessageType type, CancellationToken cancellationToken)
    {
        await _sending.WaitAsync(cancellationToken);
        try
        {
            // A send that is cancelled half-way aborts the whole socket: an interrupted turn must not end the call.
            await _socket.SendAsync(message, type, endOfMessage: true, CancellationToken.None);
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>Sends one JSON text message that <paramref name="write"/> fills in.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask SendJsonAsync<TState>(TState state, Action<Utf8JsonWriter, TState> write, CancellationToken cancellationToken)
    {
        await _sending.WaitAsync(cancellationToken);
        try
        {
            _frame.ResetWrittenCount();
            _json.Reset();
            _json.WriteStartObject();
            write(_json, state);
            _json.WriteEndObject();
            _json.Flush();
            await _socket.SendAsync(_frame.WrittenMemory, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>Receives the next message. Cancelling aborts the socket.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<SocketMessage> ReceiveAsync(CancellationToken cancellationToken)
    {
        var length = 0;
        var tooLarge = false;
        while (true)
        {
            if (length == _received.Length)
            {
                tooLarge |= length >= _largestMessage;
                length = tooLarge ? 0 : length;
                Array.Resize(ref _received, tooLarge ? _received.Length : Math.Min(length * 2, _largestMessage));
            }

            var part = await _socket.ReceiveAsync(_received.AsMemory(length), cancellationToken);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                return new SocketMessage(SocketMessageKind.Closed, default);
            }

            length += part.Count;
            if (part.EndOfMessage)
            {
                var kind = tooLarge ? SocketMessageKind.TooLarge
                    : part.MessageType == WebSocketMessageType.Text ? SocketMessageKind.Text : SocketMessageKind.Binary;
                return new SocketMessage(kind, tooLarge ? default : _received.AsMemory(0, length));
            }
        }
    }

    /// <summary>Sends the close frame, or answers the peer's.</summary>
    public async Task CloseOutputAsync(WebSocketCloseStatus status, CancellationToken cancellationToken)
    {
        await _sending.WaitAsync(cancellationToken);
        try
        {
            if (_socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
            {
                await _socket.CloseOutputAsync(status, null, cancellationToken);
            }
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>Cuts the socket: whoever waits in a send or a receive gets an error now.</summary>
    public void Abort() => _socket.Abort();

    /// <summary>A socket that is not closed yet is aborted.</summary>
    public void Dispose()
    {
        _socket.Dispose();
        _json.Dispose();
    }

    /// <summary>The ways in which a socket says that it is gone. <see cref="InvalidOperationException"/> is none: that is a fault of this program.</summary>
    public static bool IsGone(Exception exception) => exception is WebSocketException or IOException or ObjectDisposedException;
}
