using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using VoiceOps.Tests.Fakes;

namespace VoiceOps.Tests.Simulation;

/// <summary>A websocket as any client would use it, without the project's own clients.</summary>
internal sealed class RawSocket : IDisposable
{
    private readonly ClientWebSocket _socket = new();

    public WebSocketCloseStatus? CloseStatus => _socket.CloseStatus;

    public string? CloseReason => _socket.CloseStatusDescription;

    public string Header(string name) => _socket.HttpResponseHeaders![name].Single();

    public static async Task<RawSocket> ConnectAsync(Uri server, string pathAndQuery, string header, string value)
    {
        var raw = new RawSocket();
        raw._socket.Options.SetRequestHeader(header, value);
        raw._socket.Options.CollectHttpResponseDetails = true;
        await raw._socket.ConnectAsync(new Uri(server, pathAndQuery), CancellationToken.None);
        return raw;
    }

    public Task SendAsync(string text) => _socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, CancellationToken.None);

    public Task SendAsync(ReadOnlyMemory<byte> audio) => _socket.SendAsync(audio, WebSocketMessageType.Binary, true, CancellationToken.None).AsTask();

    public Task CloseAsync() => _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);

    /// <summary>The next message, or null when the server has closed.</summary>
    public async Task<JsonElement?> ReceiveAsync()
    {
        var buffer = new byte[64 * 1024];
        var length = 0;
        while (true)
        {
            var part = await _socket.ReceiveAsync(buffer.AsMemory(length), CancellationToken.None).AsTask().InTimeAsync("a message");
            if (part.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            length += part.Count;
            if (part.EndOfMessage)
            {
                return JsonDocument.Parse(buffer.AsMemory(0, length)).RootElement.Clone();
            }
        }
    }

    public async Task<List<JsonElement>> ReceiveUntilAsync(Func<JsonElement, bool> isLast)
    {
        var messages = new List<JsonElement>();
        while (await ReceiveAsync() is { } message)
        {
            messages.Add(message);
            if (isLast(message))
            {
                break;
            }
        }

        return messages;
    }

    public void Dispose() => _socket.Dispose();
}
