using System.Net.WebSockets;
using VoiceOps.Voice.Conversation;
using VoiceOps.Voice.Providers.Connections;

namespace VoiceOps.Voice.Providers.Deepgram;

/// <summary>One socket to Deepgram. A call has another one after a drop.</summary>
internal sealed class DeepgramConnection : IAsyncDisposable
{
    // Deepgram closes after 10 s (at times 12) without audio or text, and asks for a sign of life every 3 to 5 s.
    private static readonly TimeSpan KeepAliveAfter = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan CloseWithin = TimeSpan.FromSeconds(3);
    private static readonly ReadOnlyMemory<byte> KeepAlive = """{"type":"KeepAlive"}"""u8.ToArray();
    private static readonly ReadOnlyMemory<byte> CloseStream = """{"type":"CloseStream"}"""u8.ToArray();

    private readonly ProviderReporter _reporter;
    private readonly TimeSpan _answerTimeout;
    private readonly ProviderSocket<DeepgramMessage> _socket;
    private readonly IdleTimer _keepAlive;
    private readonly IdleTimer _silence;
    private long _bytesSent;
    private long _bytesSentAtLastWord;
    private Figure? _processed;
    private Figure? _acknowledged;

    public DeepgramConnection(WebSocketConnection connection, ProviderReporter reporter, TimeSpan answerTimeout, TimeProvider time)
    {
        RequestId = connection.Header("dg-request-id");
        (_reporter, _answerTimeout) = (reporter, answerTimeout);
        _keepAlive = new IdleTimer(time, KeepAliveAfter, KeepAliveAsync);
        _silence = new IdleTimer(time, answerTimeout, GiveUpIfSilentAsync);
        _socket = new ProviderSocket<DeepgramMessage>(connection.Socket, reporter, time, Read);
    }

    /// <summary>Deepgram's own id of what came over this connection.</summary>
    public string? RequestId { get; }

    /// <summary>Deepgram's own figure of all of it, which comes last; null before.</summary>
    public decimal? ProcessedSeconds => Volatile.Read(ref _processed)?.Seconds;

    /// <summary>How much of it Deepgram is known to have taken in.</summary>
    public decimal AcknowledgedSeconds => Volatile.Read(ref _acknowledged)?.Seconds ?? 0;

    public ValueTask SendAsync(ReadOnlyMemory<byte> audio, CancellationToken cancellationToken)
    {
        _keepAlive.Touch();
        Volatile.Write(ref _bytesSent, _bytesSent + audio.Length);
        return _socket.SendAsync(audio, WebSocketMessageType.Binary, cancellationToken);
    }

    public IAsyncEnumerable<DeepgramMessage> ReadAllAsync(CancellationToken cancellationToken) => _socket.ReadAllAsync(cancellationToken);

    /// <summary>Ends the stream in Deepgram's own way and waits for its last word.</summary>
    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        await _keepAlive.DisposeAsync();
        await _silence.DisposeAsync();
        await _socket.CloseAsync(CloseStream, CloseWithin, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _keepAlive.DisposeAsync();
        await _silence.DisposeAsync();
        await _socket.DisposeAsync();
    }

    private DeepgramMessage? Read(ReadOnlyMemory<byte> bytes)
    {
        var message = DeepgramMessage.Read(bytes);
        // Only what can be understood is a sign of life.
        _silence.Touch();
        Volatile.Write(ref _bytesSentAtLastWord, Volatile.Read(ref _bytesSent));
        if (message.Error is not null)
        {
            throw _reporter.Failed($"reported an error in mid-call: {message.Error}");
        }

        if (message.AcknowledgedSeconds is { } acknowledged)
        {
            Volatile.Write(ref _acknowledged, new Figure(acknowledged));
        }

        if (message.ProcessedSeconds is { } processed)
        {
            _reporter.Answered();
            Volatile.Write(ref _processed, new Figure(processed));
        }

        return message;
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

    // With interim results Deepgram tells something about once a second, silence included. Only audio makes it owe that: a line that is quiet does not.
    private Task GiveUpIfSilentAsync()
    {
        var unanswered = Volatile.Read(ref _bytesSent) - Volatile.Read(ref _bytesSentAtLastWord);
        if (unanswered >= _answerTimeout.TotalSeconds * CallerAudio.BytesPerSecond / 2)
        {
            _socket.Abort(_reporter.TimedOut($"told nothing for {_answerTimeout.TotalSeconds:0.#} s of audio"));
        }

        return Task.CompletedTask;
    }

    /// <summary>A decimal is too wide to be read while another thread writes it.</summary>
    private sealed record Figure(decimal Seconds);
}
