namespace VoiceOps.Voice.Providers.Connections;

/// <summary>A websocket handshake that was answered with an HTTP error: status, headers and the start of the body.</summary>
internal sealed class WebSocketRefusedException(int status, IReadOnlyDictionary<string, string> headers, string body)
    : Exception($"The websocket handshake was answered with HTTP {status}.")
{
    public int Status { get; } = status;

    public string Body { get; } = body;

    public string? Header(string name) => headers.GetValueOrDefault(name);
}
