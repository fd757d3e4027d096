using System.Text.Json;
using VoiceOps.Voice.Conversation;
using VoiceOps.Voice.Personas;
using VoiceOps.Voice.Providers.Connections;

namespace VoiceOps.Voice.Providers.ElevenLabs;

/// <summary>One socket to ElevenLabs. A call has another one after a drop.</summary>
internal sealed class ElevenLabsConnection : IAsyncDisposable
{
    // Well within the default timeout of 20 s, for a service that does not honor the 180 s it is asked for.
    private static readonly TimeSpan KeepAliveAfter = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan CloseWithin = TimeSpan.FromSeconds(1);
    // As it answers to a request.
    private const int StatusOfNoCredit = 401;
    private const int StatusOfUnsupported = 400;

    private static readonly ReadOnlyMemory<byte> CloseSocket = """{"close_socket":true}"""u8.ToArray();

    private readonly SpeechSettings _voice;
    private readonly ProviderReporter _reporter;
    private readonly TimeSpan _answerTimeout;
    private readonly ProviderSocket<SpeechAudio> _socket;
    private readonly IdleTimer _keepAlive;
    private readonly IdleTimer _silence;
    private bool _hasSpoken;

    public ElevenLabsConnection(WebSocketConnection connection, SpeechSettings voice, ProviderReporter reporter, TimeSpan answerTimeout, TimeProvider time)
    {
        (_voice, _reporter, _answerTimeout) = (voice, reporter, answerTimeout);
        _keepAlive = new IdleTimer(time, KeepAliveAfter, () => Idle?.Invoke() ?? Task.CompletedTask);
        _silence = new IdleTimer(time, answerTimeout, GiveUpIfOwedAsync);
        _socket = new ProviderSocket<SpeechAudio>(connection.Socket, reporter, time, Read);
    }

    /// <summary>Passes on what came, or null when it is for nobody. Set before anything is sent.</summary>
    public Func<ElevenLabsFrame, SpeechAudio?>? Received { get; set; }

    /// <summary>The provider had none of what was sent: it refused the socket, or its contents, before it spoke a word.</summary>
    public bool IsRefused { get; private set; }

    /// <summary>Nothing has been sent for so long that a sign of life is due.</summary>
    public Func<Task>? Idle { get; set; }

    /// <summary>Whether speech is still to come.</summary>
    public Func<bool>? IsOwed { get; set; }

    public IAsyncEnumerable<SpeechAudio> ReadAllAsync(CancellationToken cancellationToken) => _socket.ReadAllAsync(cancellationToken);

    public ValueTask OpenAsync(string contextId) => SendAsync((contextId, _voice), ElevenLabsMessages.Open);

    public ValueTask SpeakAsync(string contextId, string text) => SendAsync((contextId, text), ElevenLabsMessages.Speak);

    public ValueTask CloseContextAsync(string contextId) => SendAsync(contextId, ElevenLabsMessages.Close);

    /// <summary>Only a context that was opened may be named: a sign of life before its opening makes the opening fail.</summary>
    public ValueTask KeepAliveAsync(string? openContextId) =>
        _socket.SendJsonAsync(openContextId, ElevenLabsMessages.KeepAlive, CancellationToken.None);

    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        await StopTimersAsync();
        await _socket.CloseAsync(CloseSocket, CloseWithin, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await StopTimersAsync();
        await _socket.DisposeAsync();
    }

    private ValueTask SendAsync<TState>(TState state, Action<Utf8JsonWriter, TState> write)
    {
        _keepAlive.Touch();
        _silence.Touch();
        return _socket.SendJsonAsync(state, write, CancellationToken.None);
    }

    private async Task StopTimersAsync()
    {
        await _keepAlive.DisposeAsync();
        await _silence.DisposeAsync();
    }

    private SpeechAudio? Read(ReadOnlyMemory<byte> message)
    {
        var frame = ElevenLabsFrame.Read(message.Span);
        // Only what can be understood is a sign of life.
        _silence.Touch();
        if (frame.IsOfOneContext)
        {
            _reporter.Logger.UtteranceRefused(_reporter.Service, frame.ContextId!, frame.Error!);
            return Received?.Invoke(frame);
        }

        if (frame.Error is not null)
        {
            IsRefused = !_hasSpoken;
            throw frame.IsOutOfCredit ? _reporter.Refused(StatusOfNoCredit, new ProviderErrorBody(ElevenLabsFrame.QuotaExceeded, frame.Error))
                : frame.IsUnsupported ? _reporter.Refused(StatusOfUnsupported, new ProviderErrorBody(frame.ErrorCode, frame.Error))
                : _reporter.Failed($"reported an error in mid-call: {frame.Error}");
        }

        if (frame.ContextId is null || (frame.Audio.IsEmpty && frame.Alignment.Text is null && !frame.IsFinal))
        {
            return null;
        }

        _hasSpoken |= !frame.Audio.IsEmpty;

        if (frame.IsFinal)
        {
            _reporter.Answered();
        }

        return Received?.Invoke(frame);
    }

    /// <summary>Tells whoever reads something that the provider will not.</summary>
    public void Tell(SpeechAudio audio) => _socket.Tell(audio);

    /// <summary>Cuts the socket: a send that is stuck ends now.</summary>
    public void Abort(ProviderException fault) => _socket.Abort(fault);

    private Task GiveUpIfOwedAsync()
    {
        if (IsOwed?.Invoke() == true)
        {
            Abort(_reporter.TimedOut($"sent no speech for {_answerTimeout.TotalSeconds:0.#} s"));
        }

        return Task.CompletedTask;
    }
}
