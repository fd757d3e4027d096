using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using VoiceOps.Voice.Conversation;
using VoiceOps.Voice.Metering;
using VoiceOps.Voice.Providers.Sockets;

namespace VoiceOps.Voice.Providers.Deepgram;

/// <summary>One call's socket to Deepgram.</summary>
internal sealed class DeepgramTranscription : ITranscription
{
    private const int BytesPerSecond = 8_000;

    // Deepgram closes after 10 s (at times 12) without audio or text, and asks for a sign of life every 3 to 5 s.
    private static readonly TimeSpan KeepAliveAfter = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan CloseWithin = TimeSpan.FromSeconds(3);
    private static readonly ReadOnlyMemory<byte> KeepAlive = """{"type":"KeepAlive"}"""u8.ToArray();
    private static readonly ReadOnlyMemory<byte> CloseStream = """{"type":"CloseStream"}"""u8.ToArray();

    private readonly CallMeters _meters;
    private readonly ProviderReporter _reporter;
    private readonly ProviderSocket<HeardEvent> _socket;
    private readonly IdleTimer _keepAlive;
    private ProcessedAudio? _processed;
    private long _bytesSent;

    public DeepgramTranscription(WebSocketConnection connection, string model, CallMeters meters, ProviderReporter reporter, TimeProvider time)
    {
        Model = model;
        _meters = meters;
        _meters.TranscriptionStarted(connection.Header("dg-request-id"), model);
        _reporter = reporter;
        _socket = new ProviderSocket<HeardEvent>(connection.Socket, reporter, time, Read);
        _keepAlive = new IdleTimer(time, KeepAliveAfter, KeepAliveAsync);
    }

    public string Model { get; }

    public TimeSpan AudioSent => TimeSpan.FromSeconds((double)Volatile.Read(ref _bytesSent) / BytesPerSecond);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask SendAudioAsync(ReadOnlyMemory<byte> audio, CancellationToken cancellationToken)
    {
        if (audio.IsEmpty)
        {
            // An empty binary frame means the end of the stream to some versions of the service.
            return;
        }

        _keepAlive.Touch();
        await _socket.SendAsync(audio, WebSocketMessageType.Binary, cancellationToken);
        _meters.AudioSent(audio.Length, Model);
        Volatile.Write(ref _bytesSent, _bytesSent + audio.Length);
    }

    public IAsyncEnumerable<HeardEvent> ReadAllAsync(CancellationToken cancellationToken) => _socket.ReadAllAsync(cancellationToken);

    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        await _keepAlive.DisposeAsync();
        await _socket.CloseAsync(CloseStream, CloseWithin, cancellationToken);
        if (Interlocked.Exchange(ref _processed, null) is { } processed)
        {
            _meters.TranscriptionSettled(processed.Seconds, Model);
        }
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
