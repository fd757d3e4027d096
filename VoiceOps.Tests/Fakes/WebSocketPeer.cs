using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Xunit;

namespace VoiceOps.Tests.Fakes;

/// <summary>The other side of a websocket, for a test's script: says and hears whole messages, and fails instead of hanging.</summary>
internal sealed class WebSocketPeer(WebSocket socket)
{
    public async Task SendAsync(string text) => await SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text);

    public async Task SendAsync(ReadOnlyMemory<byte> message, WebSocketMessageType type) =>
        await socket.SendAsync(message, type, endOfMessage: true, CancellationToken.None).AsTask().InTimeAsync("room for a message");

    /// <summary>Sends one message in pieces of the given size.</summary>
    public async Task SendFragmentedAsync(string text, int pieceSize)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var start = 0; start < bytes.Length; start += pieceSize)
        {
            var piece = bytes.AsMemory(start, Math.Min(pieceSize, bytes.Length - start));
            await socket.SendAsync(piece, WebSocketMessageType.Text, start + pieceSize >= bytes.Length, CancellationToken.None);
        }
    }

    /// <summary>The next message, or null when the other side has closed.</summary>
    public async Task<(WebSocketMessageType Type, byte[] Data)?> ReceiveAsync()
    {
        var message = new MemoryStream();
        var buffer = new byte[4096];
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None).AsTask().InTimeAsync("a message");
            if (part.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            message.Write(buffer, 0, part.Count);
            if (part.EndOfMessage)
            {
                return (part.MessageType, message.ToArray());
            }
        }
    }

    public async Task<string> ReceiveTextAsync()
    {
        var message = await ReceiveAsync() ?? throw new InvalidOperationException("The other side has closed.");
        Assert.Equal(WebSocketMessageType.Text, message.Type);
        return Encoding.UTF8.GetString(message.Data);
    }

    public async Task<JsonElement> ReceiveJsonAsync() => JsonSerializer.Deserialize<JsonElement>(await ReceiveTextAsync());

    public async Task CloseAsync(WebSocketCloseStatus status = WebSocketCloseStatus.NormalClosure, string? reason = null) =>
        await socket.CloseOutputAsync(status, reason, CancellationToken.None).InTimeAsync("room for a close frame");
}
