using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using System.Text.Json;
using VoiceOps.Voice.Conversation;
using VoiceOps.Voice.Metering;
using VoiceOps.Voice.Personas;
using VoiceOps.Voice.Providers.Sockets;

namespace VoiceOps.Voice.Providers.ElevenLabs;

/// <summary>One call's socket to ElevenLabs. Every utterance is a context of its own, which can be given up without touching the next.</summary>
internal sealed class ElevenLabsSpeech : ISpeech
{
    // Well within the default timeout of 20 s, for a service that does not honor the 180 s it is asked for.
    private static readonly TimeSpan KeepAliveAfter = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan CloseWithin = TimeSpan.FromSeconds(1);
    private static readonly ReadOnlyMemory<byte> CloseSocket = """{"close_socket":true}"""u8.ToArray();

    private readonly SpeechSettings _voice;
    private readonly CallMeters _meters;
    private readonly ProviderReporter _reporter;
    private readonly ProviderSocket<SpeechAudio> _socket;
    private readonly IdleTimer _keepAlive;
    private readonly ConcurrentDictionary<string, ContextState> _contexts = new();

    // A context's opening, its text and its close must not be told in another order than they happened in.
    private readonly SemaphoreSlim _ordered = new(1, 1);
    private readonly HashSet<string> _open = [];

    public ElevenLabsSpeech(
        WebSocketConnection connection, string model, SpeechSettings voice, CallMeters meters, ProviderReporter reporter, TimeProvider time)
    {
        Model = model;
        _voice = voice;
        _meters = meters;
        _reporter = reporter;
        _socket = new ProviderSocket<SpeechAudio>(connection.Socket, reporter, time, Read);
        _keepAlive = new IdleTimer(time, KeepAliveAfter, KeepAliveAsync);
    }

    private enum ContextState
    {
        Open,
        Finished,
        Canceled,
    }

    public string Model { get; }

    public async ValueTask SpeakAsync(string contextId, string text, CancellationToken cancellationToken)
    {
        // A text without a trailing space is held back in case a word goes on; an empty one would only be a sign of life.
        if (string.IsNullOrWhiteSpace(text))
        {
            return;
        }

        var spoken = text.EndsWith(' ') ? text : text + " ";
        await _ordered.WaitAsync(cancellationToken);
        try
        {
            switch (_contexts.GetOrAdd(contextId, ContextState.Open))
            {
                case ContextState.Canceled:
                    return;
                case ContextState.Finished:
                    throw new ArgumentException($"Context {contextId} is finished.", nameof(contextId));
            }

            _keepAlive.Touch();
            if (_open.Add(contextId))
            {
                await _socket.SendJsonAsync((contextId, _voice), ElevenLabsMessages.Open, CancellationToken.None);
            }

            await _socket.SendJsonAsync((contextId, spoken), ElevenLabsMessages.Speak, CancellationToken.None);
            _meters.CharactersSent(spoken.EnumerateRunes().Count(), contextId, Model);
        }
        finally
        {
            _ordered.Release();
        }
    }

    public ValueTask FinishAsync(string contextId, CancellationToken cancellationToken) =>
        CloseContextAsync(contextId, ContextState.Finished, cancellationToken);

    public ValueTask CancelAsync(string contextId, CancellationToken cancellationToken) =>
        CloseContextAsync(contextId, ContextState.Canceled, cancellationToken);

    public async IAsyncEnumerable<SpeechAudio> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var audio in _socket.ReadAllAsync(cancellationToken))
        {
            // What was waiting to be read when the context was given up is not spoken either.
            if (!IsCanceled(audio.ContextId))
            {
                yield return audio;
            }
        }
    }

    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        await _keepAlive.DisposeAsync();
        await _socket.CloseAsync(CloseSocket, CloseWithin, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _keepAlive.DisposeAsync();
        await _socket.DisposeAsync();
    }

    private async ValueTask CloseContextAsync(string contextId, ContextState state, CancellationToken cancellationToken)
    {
        if (state == ContextState.Canceled)
        {
            // At once, before any wait: what arrives from now on is not for the caller's ears.
            _contexts[contextId] = ContextState.Canceled;
        }

        await _ordered.WaitAsync(cancellationToken);
        try
        {
            _contexts.TryUpdate(contextId, state, ContextState.Open);
            if (_open.Remove(contextId))
            {
                _keepAlive.Touch();
                await _socket.SendJsonAsync(contextId, ElevenLabsMessages.Close, CancellationToken.None);
            }
        }
        finally
        {
            _ordered.Release();
        }
    }

    private SpeechAudio? Read(ReadOnlyMemory<byte> message)
    {
        var frame = ElevenLabsFrame.Read(message.Span);
        if (frame.Error is not null)
        {
            throw _reporter.Failed($"reported an error in mid-call: {frame.Error}");
        }

        if (frame.ContextId is null || IsCanceled(frame.ContextId) || (frame.Audio.IsEmpty && frame.Alignment.Characters == 0 && !frame.IsFinal))
        {
            return null;
        }

        if (frame.IsFinal)
        {
            _reporter.Answered();
        }

        return new SpeechAudio
        {
            ContextId = frame.ContextId,
            Base64 = frame.Audio,
            Characters = frame.Alignment.Characters,
            CharacterStarts = frame.Alignment.Starts,
            IsFinal = frame.IsFinal,
        };
    }

    private bool IsCanceled(string contextId) => _contexts.TryGetValue(contextId, out var state) && state == ContextState.Canceled;

    private async Task KeepAliveAsync()
    {
        // Whoever holds it is talking, which keeps the socket alive as well.
        if (!_ordered.Wait(0))
        {
            return;
        }

        try
        {
            // Only a context that was opened may be named: a sign of life before its opening makes the opening fail.
            await _socket.SendJsonAsync(_open.FirstOrDefault(), ElevenLabsMessages.KeepAlive, CancellationToken.None);
        }
        catch (ProviderException)
        {
            // The pump finds the same and tells the call.
        }
        finally
        {
            _ordered.Release();
        }
    }
}
