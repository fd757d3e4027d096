using System.Runtime.CompilerServices;
using VoiceOps.Voice.Conversation;
using VoiceOps.Voice.Metering;
using VoiceOps.Voice.Personas.Catalog;
using VoiceOps.Voice.Providers.Connections;

namespace VoiceOps.Voice.Providers.ElevenLabs;

/// <summary>
/// One call's speech, over as many connections as it takes. Every utterance is a context of its own, which can be given up without touching
/// the next. Text whose speech had not come when a connection dropped is sent once more, and billed once more; what was spoken is not repeated.
/// </summary>
internal sealed class ElevenLabsSpeech(
    AudioChoices choices, Reconnector<ElevenLabsConnection> reconnector, CallMeters meters, ProvidersMetrics metrics, TimeProvider time) : ISpeech
{
    /// <summary>What one utterance is refused at most, before the call goes on without it.</summary>
    private const int MostRefusals = 10;

    /// <summary>How long until it is looked again whether the provider has room for another context.</summary>
    private static readonly TimeSpan RoomIsLookedForEvery = TimeSpan.FromMilliseconds(100);

    // A context's opening, its text and its close must not be told in another order than they happened in.
    private readonly SemaphoreSlim _ordered = new(1, 1);

    // Only for which connection is the last one: closing cannot wait for whoever is sending.
    private readonly Lock _gate = new();
    private readonly SpokenContexts _contexts = new(time);
    private readonly CancellationTokenSource _closing = new();
    private ElevenLabsConnection? _connection;
    private bool _isLive;
    private int _isLookingForRoom;
    private ProviderException? _fault;

    public string Model => choices.Current.Model;

    /// <summary>Opens the first connection. Throws <see cref="ProviderException"/> when there is none to be had.</summary>
    public async Task ConnectAsync(CancellationToken cancellationToken)
    {
        TryBegin(await reconnector.ConnectAsync(cancellationToken));
        _isLive = true;
    }

    public ValueTask SpeakAsync(string contextId, string text, CancellationToken cancellationToken)
    {
        // A text without a trailing space is held back in case a word goes on; an empty one would only be a sign of life.
        if (string.IsNullOrWhiteSpace(text))
        {
            return ValueTask.CompletedTask;
        }

        var spoken = text.EndsWith(' ') ? text : text + " ";
        return InOrderAsync(
            async () =>
            {
                if (_fault is not null)
                {
                    throw _fault;
                }

                var context = _contexts.Get(contextId);
                if (context.IsFinished)
                {
                    throw new ArgumentException($"Context {contextId} is finished.", nameof(contextId));
                }

                if (!context.IsCanceled)
                {
                    await SendAsync(context, spoken, _contexts.Add(context, spoken));
                }
            },
            cancellationToken);
    }

    public ValueTask FinishAsync(string contextId, CancellationToken cancellationToken) => InOrderAsync(
        async () =>
        {
            if (_contexts.Find(contextId) is { } context)
            {
                context.IsFinished = true;
                await CloseContextAsync(context);
                TellEnd(context);
            }
        },
        cancellationToken);

    public ValueTask CancelAsync(string contextId, CancellationToken cancellationToken)
    {
        // At once, before any wait: what arrives from now on is not for the caller's ears.
        var context = _contexts.Get(contextId);
        context.IsCanceled = true;
        return InOrderAsync(() => CloseContextAsync(context), cancellationToken);
    }

    public async IAsyncEnumerable<SpeechAudio> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _closing.Token);
        while (_connection is { } connection)
        {
            ProviderException? fault = null;
            await using var pieces = connection.ReadAllAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
            while (true)
            {
                try
                {
                    if (!await pieces.MoveNextAsync())
                    {
                        break;
                    }
                }
                catch (ProviderException exception)
                {
                    fault = exception;
                    break;
                }

                // What was waiting to be read when the context was given up is not spoken either.
                if (!_contexts.IsCanceled(pieces.Current.ContextId))
                {
                    yield return pieces.Current;
                }
            }

            var ended = fault is null ? null : await ReconnectAsync(connection, fault, either.Token);
            if (ended is null)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield break;
            }

            foreach (var contextId in ended)
            {
                yield return new SpeechAudio { ContextId = contextId, Base64 = default, Characters = 0, IsFinal = true };
            }
        }
    }

    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        await _closing.CancelAsync();
        if (LastConnection() is { } connection)
        {
            await connection.CloseAsync(cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        if (LastConnection() is { } connection)
        {
            await connection.DisposeAsync();
        }
    }

    /// <summary>The one to close; once closing was said, no other one follows it.</summary>
    private ElevenLabsConnection? LastConnection()
    {
        lock (_gate)
        {
            return _connection;
        }
    }

    /// <summary>
    /// Connects again and sends what is still to be spoken. Returns the contexts that turned out to be spoken to their end, or null when the
    /// call is over. Throws when the provider stays away.
    /// </summary>
    private async Task<IReadOnlyList<string>?> ReconnectAsync(ElevenLabsConnection lost, ProviderException fault, CancellationToken cancellationToken)
    {
        // From here on text is only collected; whoever is sending is waited for, which ends with its socket.
        lost.Abort(fault);
        await _ordered.WaitAsync(CancellationToken.None);
        _isLive = false;
        _ordered.Release();
        await lost.DisposeAsync();
        foreach (var (contextId, characters) in _contexts.Uncertain())
        {
            if (lost.IsRefused)
            {
                meters.Usage.SpeechRefused(characters, contextId, Model);
            }
            else
            {
                meters.Usage.SpeechLost(characters, contextId, Model);
            }
        }

        try
        {
            var next = fault.IsRequestRefused && choices.TryNext()
                ? await reconnector.ConnectAsync(cancellationToken)
                : await reconnector.ReconnectAsync(fault, cancellationToken);
            await _ordered.WaitAsync(CancellationToken.None);
            try
            {
                if (!TryBegin(next))
                {
                    await next.DisposeAsync();
                    return null;
                }

                _isLive = true;
                return await ResumeAsync();
            }
            finally
            {
                _ordered.Release();
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return null;
        }
        catch (ProviderException last)
        {
            _fault = last;
            throw;
        }
    }

    private async Task<IReadOnlyList<string>> ResumeAsync()
    {
        var ended = new List<string>();
        foreach (var (context, rest, length) in _contexts.Resume())
        {
            if (context.IsDone)
            {
                ended.Add(context.Id);
            }
            else if (length > 0 && !context.IsCanceled)
            {
                metrics.CharactersResent(length);
                await SendAsync(context, rest, length);
                if (context.IsFinished)
                {
                    await CloseContextAsync(context);
                }
            }
        }

        return [.. ended.Where(contextId => !_contexts.IsCanceled(contextId))];
    }

    /// <summary>False when the call was closed while this connection was made: whoever closed has not seen it, so it would stay open.</summary>
    private bool TryBegin(ElevenLabsConnection connection)
    {
        connection.Received = frame =>
        {
            reconnector.IsHeard();
            return frame.IsOfOneContext ? Refuse(frame.ContextId!) : _contexts.Take(frame);
        };
        (connection.IsOwed, connection.Idle) = (() => _contexts.IsAnyOwed, KeepAliveAsync);
        lock (_gate)
        {
            if (_closing.IsCancellationRequested)
            {
                return false;
            }

            _connection = connection;
            return true;
        }
    }

    private async ValueTask SendAsync(SpokenContext context, string text, int length)
    {
        if (!_isLive || context.IsWaiting || _connection is not { } connection)
        {
            return;
        }

        if (!context.IsOpen && !_contexts.HasRoom)
        {
            Await(context);
            return;
        }

        var isNew = _contexts.Sent(context, length);
        meters.Usage.CharactersSent(length, context.Id, Model);
        try
        {
            if (isNew)
            {
                await connection.OpenAsync(context.WireId);
            }

            await connection.SpeakAsync(context.WireId, text);
        }
        catch (ProviderException)
        {
            // Whoever reads finds the same, connects again and sends it once more.
        }
    }

    private async ValueTask CloseContextAsync(SpokenContext context)
    {
        if (!context.IsOpen || !_isLive || _connection is not { } connection)
        {
            return;
        }

        (context.IsOpen, context.ClosedAt) = (false, time.GetTimestamp());
        try
        {
            await connection.CloseContextAsync(context.WireId);
        }
        catch (ProviderException)
        {
            // As above.
        }
    }

    /// <summary>The provider refused an utterance, and nothing else: it costs nothing, and what is left of it is sent once more when there is room.</summary>
    private SpeechAudio? Refuse(string wireId)
    {
        var (characters, context) = _contexts.Refuse(wireId);
        if (characters > 0)
        {
            meters.Usage.SpeechRefused(characters, SpokenContexts.Named(wireId), Model);
        }

        if (context is null)
        {
            return null;
        }

        if (context.Refusals >= MostRefusals || (context.IsFinished && !context.HasRest))
        {
            return new SpeechAudio { ContextId = context.Id, Base64 = default, Characters = 0, Untold = context.End(), IsFinal = true };
        }

        if (context.HasRest)
        {
            Await(context);
        }

        return null;
    }

    private void Await(SpokenContext context)
    {
        context.IsWaiting = true;
        if (Interlocked.Exchange(ref _isLookingForRoom, 1) == 0)
        {
            _ = LookForRoomAsync();
        }
    }

    private async Task LookForRoomAsync()
    {
        while (!_closing.IsCancellationRequested && _contexts.Waiting.Count > 0)
        {
            await Task.Delay(RoomIsLookedForEvery, time, _closing.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await InOrderAsync(SendWaitingAsync, CancellationToken.None);
        }

        Volatile.Write(ref _isLookingForRoom, 0);
    }

    private async ValueTask SendWaitingAsync()
    {
        foreach (var context in _contexts.Waiting)
        {
            if (!_isLive || !_contexts.HasRoom)
            {
                return;
            }

            context.IsWaiting = false;
            if (context.IsCanceled || context.IsDone || _contexts.Rest(context) is not { Length: > 0 } rest)
            {
                continue;
            }

            await SendAsync(context, rest, rest.EnumerateRunes().Count());
            if (context.IsFinished)
            {
                await CloseContextAsync(context);
            }
        }
    }

    private void TellEnd(SpokenContext context)
    {
        if (_isLive && _connection is { } connection && _contexts.TryEnd(context))
        {
            connection.Tell(new SpeechAudio { ContextId = context.Id, Base64 = default, Characters = 0, IsFinal = true });
        }
    }

    private async ValueTask InOrderAsync(Func<ValueTask> act, CancellationToken cancellationToken)
    {
        await _ordered.WaitAsync(cancellationToken);
        try
        {
            await act();
        }
        finally
        {
            _ordered.Release();
        }
    }

    private async Task KeepAliveAsync()
    {
        // Whoever holds it is talking, which keeps the socket alive as well.
        if (!_ordered.Wait(0))
        {
            return;
        }

        try
        {
            if (_isLive && _connection is { } connection)
            {
                await connection.KeepAliveAsync(_contexts.OpenId);
            }
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
