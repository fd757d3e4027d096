using System.Buffers;
using System.Net.WebSockets;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace VoiceOps.Simulation;

/// <summary>Whole messages over a websocket. Any number of senders, one receiver.</summary>
internal sealed class SimulatedSocket(WebSocket socket, SimulatedConnection? connection = null) : IDisposable
{
    private const int ReceiveBytes = 8_192;

    // As the providers write it: the default encoder would turn the + of base64 into an escape.
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly byte[] Garbage = [.. "{\"type\": <html>"u8];

    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly byte[] _buffer = new byte[ReceiveBytes];
    private readonly ArrayBufferWriter<byte> _message = new(ReceiveBytes);

    public WebSocketCloseStatus? CloseStatus => socket.CloseStatus;

    /// <summary>The next message, valid until the next call; null when the peer has closed.</summary>
    public async Task<(WebSocketMessageType Type, ReadOnlyMemory<byte> Bytes)?> ReceiveAsync(CancellationToken cancellationToken)
    {
        _message.ResetWrittenCount();
        while (true)
        {
            var received = await socket.ReceiveAsync(_buffer.AsMemory(), cancellationToken);
            if (received.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            _message.Write(_buffer.AsSpan(0, received.Count));
            if (received.EndOfMessage)
            {
                await (connection?.PassAsync() ?? ValueTask.CompletedTask);
                return (received.MessageType, _message.WrittenMemory);
            }
        }
    }

    public Task SendAsync<T>(T message, CancellationToken cancellationToken) =>
        SendTextAsync(JsonSerializer.SerializeToUtf8Bytes(message, Json), cancellationToken);

    /// <summary>Sends a text message that is written already.</summary>
    public async Task SendTextAsync(ReadOnlyMemory<byte> json, CancellationToken cancellationToken)
    {
        await (connection?.PassSentAsync() ?? ValueTask.CompletedTask);
        await _sending.WaitAsync(cancellationToken);
        try
        {
            await socket.SendAsync(connection?.IsGarbled == true ? Garbage : json, WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>Says goodbye; the receiver then sees the peer's answer.</summary>
    public async Task CloseAsync(WebSocketCloseStatus status, string? reason, CancellationToken cancellationToken)
    {
        await _sending.WaitAsync(cancellationToken);
        try
        {
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
            {
                await socket.CloseOutputAsync(status, reason, cancellationToken);
            }
        }
        finally
        {
            _sending.Release();
        }
    }

    public void Dispose()
    {
        socket.Dispose();
        _sending.Dispose();
    }
}
