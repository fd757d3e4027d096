using System.Net.WebSockets;
using VoiceOps.Voice.Conversation;
using VoiceOps.Voice.Providers.Sockets;

namespace VoiceOps.Voice.Providers.Deepgram;

/// <summary>One call's socket to Deepgram.</summary>
internal sealed class DeepgramTranscription : ITranscription
{
    // Deepgram closes after 10 s (at times 12) without audio or text, and asks for a sign of life every 3 to 5 s.
    private static readonly TimeSpan KeepAliveAfter = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan CloseWithin = TimeSpan.FromSeconds(3);
    private static readonly ReadOnlyMemory<byte> KeepAlive = """{"type":"KeepAlive"}"""u8.ToArray();
    private static readonly ReadOnlyMemory<byte> CloseStream = """{"type":"CloseStream"}"""u8.ToArray();

    private readonly ProviderReporter _reporter;
    private readonly ProviderSocket<HeardEvent> _socket;
    private readonly IdleTimer _keepAlive;
    private ProcessedAudio? _processed;

    public DeepgramTranscription(WebSocketConnection connection, string model, ProviderReporter reporter, TimeProvider time)
    {
        Model = model;
        RequestId = connection.Header("dg-request-id");
        _reporter = reporter;
        _socket = new ProviderSocket<HeardEvent>(connection.Socket, reporter, time, Read);
        _keepAlive = new IdleTimer(time, KeepAliveAfter, KeepAliveAsync);
    }

    public string? RequestId { get; }

    public string Model { get; }

    public ValueTask SendAudioAsync(ReadOnlyMemory<byte> audio, CancellationToken cancellationToken)
    {
        if (audio.IsEmpty)
        {
            // An empty binary frame means the end of the stream to some versions of the service.
            return ValueTask.CompletedTask;
        }

        _keepAlive.Touch();
        return _socket.SendAsync(audio, WebSocketMessageType.Binary, cancellationToken);
    }

    public IAsyncEnumerable<HeardEvent> ReadAllAsync(CancellationToken cancellationToken) => _socket.ReadAllAsync(cancellationToken);

    public async Task<decimal?> CloseAsync(CancellationToken cancellationToken)
    {
        await _keepAlive.DisposeAsync();
        await _socket.CloseAsync(CloseStream, CloseWithin, cancellationToken);
        return Volatile.Read(ref _processed)?.Seconds;
    }

    public async ValueTask DisposeAsync()
    {
        await _keepAlive.DisposeAsync();
        await _socket.DisposeAsync();
    }

    private HeardEvent? Read(ReadOnlyMemory<byte> message)
    {
        var (heard, processedSeconds, error) = DeepgramMessage.Read(message);
        if (error is not null)
        {
            throw _reporter.Failed($"reported an error in mid-call: {error}");
        }

        if (processedSeconds is { } seconds)
        {
            _reporter.Answered();
            Volatile.Write(ref _processed, new ProcessedAudio(seconds));
        }

        return heard;
    }

    private async Task KeepAliveAsync()
    {
        try
        {
            await _socket.SendAsync(KeepAlive, WebSocketMessageType.Text, CancellationToken.None);
        }
        catch (ProviderException)
        {
            // The pump finds the same and tells the call.
        }
    }

    /// <summary>A decimal is too wide to be read while another thread writes it.</summary>
    private sealed record ProcessedAudio(decimal Seconds);
}
