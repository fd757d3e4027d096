using System.Net.WebSockets;

namespace VoiceOps.Voice.Providers.Connections;

/// <summary>An open websocket and the headers (names in any case) that its handshake was answered with.</summary>
internal sealed record WebSocketConnection(WebSocket Socket, IReadOnlyDictionary<string, string> Headers)
{
    public string? Header(string name) => Headers.GetValueOrDefault(name);
}
