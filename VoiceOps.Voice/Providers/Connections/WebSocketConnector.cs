namespace VoiceOps.Voice.Providers.Connections;

/// <summary>
/// Opens a websocket with the given request headers; the seam that tests put in-memory pairs into.
/// Throws <see cref="WebSocketRefusedException"/> when the answer is anything but 101.
/// </summary>
internal delegate Task<WebSocketConnection> WebSocketConnector(
    Uri address, IReadOnlyList<KeyValuePair<string, string>> headers, CancellationToken cancellationToken);
