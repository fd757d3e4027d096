using System.IO.Pipelines;
using System.Net.WebSockets;

namespace VoiceOps.Tests.Fakes;

/// <summary>
/// Two real websockets joined in memory: the protocol is the framework's own (fragments, close handshake, abort on cancel), only the network
/// is missing. No timer runs in them, so that a test's clock is the only one.
/// </summary>
internal sealed class InMemoryWebSocketPair : IDisposable
{
    private readonly Pipe _toServer = new();
    private readonly Pipe _toClient = new();

    public InMemoryWebSocketPair()
    {
        Client = Create(_toClient.Reader, _toServer.Writer, isServer: false);
        Server = Create(_toServer.Reader, _toClient.Writer, isServer: true);
        Peer = new WebSocketPeer(Server);
    }

    public WebSocket Client { get; }

    public WebSocket Server { get; }

    /// <summary>The server's side, for scripts.</summary>
    public WebSocketPeer Peer { get; }

    /// <summary>Cuts the line: both sides see its end without a close frame.</summary>
    public void Drop()
    {
        _toClient.Writer.Complete();
        _toServer.Writer.Complete();
        _toServer.Reader.Complete();
        _toClient.Reader.CancelPendingRead();
    }

    public void Dispose()
    {
        Client.Dispose();
        Server.Dispose();
    }

    private static WebSocket Create(PipeReader reader, PipeWriter writer, bool isServer) => WebSocket.CreateFromStream(
        new DuplexStream(reader, writer), new WebSocketCreationOptions { IsServer = isServer, KeepAliveInterval = Timeout.InfiniteTimeSpan });
}
