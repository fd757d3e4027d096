using VoiceOps.Voice.Calls.Incoming;
using VoiceOps.Voice.Calls.Journal;
using VoiceOps.Voice.Conversation;
using VoiceOps.Voice.Conversation.Turns;
using VoiceOps.Voice.Metering;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Calls;

/// <summary>The agent's side of one call: its provider connections, the caller's audio on its way to them, and their proper end.</summary>
internal sealed class CallAgent(PendingStream pending, CallLine line, CallMeters meters, CallSessionContext context)
{
    private static readonly TimeSpan CloseTime = TimeSpan.FromSeconds(4);

    private readonly CallerAudio _audio = new(context.Metrics.AudioLost);
    private readonly CallWaste _waste = new(meters);
    private volatile PhoneConversation? _conversation;
    private volatile WordsOnAir? _words;
    private Task<ITranscription>? _hear;
    private Task<ISpeech>? _speak;

    /// <summary>What the call has paid for in vain; complete once <see cref="RunAsync"/> has returned.</summary>
    public WasteFigures Waste => _waste.Read(_conversation?.LastHumanSound ?? TimeSpan.Zero);

    /// <summary>What is being said; only a test is listened to. Null before the first word.</summary>
    public WordsOnAir? Words => _words;

    /// <summary>Mu-law audio of the caller's; what arrives before the transcription is connected waits for it.</summary>
    public void Hear(ReadOnlySpan<byte> audio) => _audio.Add(audio);

    // Marks are only sent by the conversation, so it is there when one comes back.
    public ValueTask MarkReturnedAsync(string name) => _conversation?.MarkReturnedAsync(name) ?? ValueTask.CompletedTask;

    /// <summary>The line has no stream at the moment: the clock stands, and what is being said waits.</summary>
    public ValueTask LineGoneAsync()
    {
        meters.StopClock();
        return _conversation?.LineGoneAsync() ?? ValueTask.CompletedTask;
    }

    /// <summary>The line goes on over another stream, which has none of what was sent over the one before.</summary>
    public ValueTask LineBackAsync()
    {
        if (_conversation is { } conversation)
        {
            return conversation.LineBackAsync();
        }

        meters.ResumeClock();
        return ValueTask.CompletedTask;
    }

    public ValueTask KeyPressedAsync(string key) => _conversation?.KeyPressedAsync(key) ?? ValueTask.CompletedTask;

    /// <summary>Has the agent say goodbye, upon which <see cref="RunAsync"/> returns. False when there is no conversation yet.</summary>
    public async ValueTask<bool> SayGoodbyeAsync(string words)
    {
        if (_conversation is not { } conversation)
        {
            return false;
        }

        await conversation.CloseAsync(words);
        return true;
    }

    /// <summary>Has the agent say, as soon as nobody speaks, that the caller's credit will soon be used up.</summary>
    public Task SayCreditIsLowAsync() =>
        _conversation?.SayWhenQuietAsync(pending.Script.Settings.TurnTaking.CreditLow).AsTask() ?? Task.CompletedTask;

    /// <summary>
    /// Connects and converses until it is over or cancelled. A provider that fails is told by the result; throws <see cref="ProviderException"/>
    /// when the line is gone.
    /// </summary>
    public async Task<ConversationEnd> RunAsync(CancellationToken cancellationToken)
    {
        // All at once, before the greeting: the first answer must not wait for a handshake.
        var settings = pending.Persona.Settings;
        _hear = context.SpeechToText.ConnectAsync(settings, _audio, meters, cancellationToken);
        _speak = context.TextToSpeech.ConnectAsync(pending.Persona.VoiceId, settings, meters, cancellationToken);
        _ = context.ModelWarmer.WarmAsync(cancellationToken);
        ISpeech speech;
        try
        {
            speech = await _speak;
        }
        catch (ProviderException fault)
        {
            return new ConversationEnd(ConversationOutcome.ProviderFailed, fault);
        }

        return await ConverseAsync(await HearingAsync(), speech, cancellationToken);
    }

    /// <summary>Closes the providers in their own way, and takes their last figures. Never throws.</summary>
    public Task CloseAsync() => Task.WhenAll(
        CloseAsync(_hear, ServiceNames.Deepgram, (transcription, limit) => transcription.CloseAsync(limit)),
        CloseAsync(_speak, ServiceNames.ElevenLabs, (speech, limit) => speech.CloseAsync(limit)));

    private async Task<ITranscription> HearingAsync()
    {
        try
        {
            return await _hear!;
        }
        catch (ProviderException fault)
        {
            return new FailedTranscription(fault);
        }
    }

    private async Task<ConversationEnd> ConverseAsync(ITranscription transcription, ISpeech speech, CancellationToken cancellationToken)
    {
        var roles = new ConversationRoles
        {
            Line = line,
            Transcription = transcription,
            Speech = speech,
            Model = context.Model,
            Listener = pending.Terms.IsTest ? words => _words = words : null,
        };
        var log = new TurnLog(meters, _waste, context.TurnMetrics, context.KeepsTranscripts);
        var conversation = new PhoneConversation(pending.Script, roles, meters, log.Record, context.Time);
        _conversation = conversation;
        return await conversation.RunAsync(cancellationToken);
    }

    private async Task CloseAsync<T>(Task<T>? connecting, string service, Func<T, CancellationToken, Task> close)
        where T : class, IAsyncDisposable
    {
        if (connecting is null)
        {
            return;
        }

        await ((Task)connecting).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!connecting.IsCompletedSuccessfully)
        {
            return;
        }

        await using var connection = connecting.Outcome();
        try
        {
            using var limit = new CancellationTokenSource(CloseTime, context.Time);
            await close(connection, limit.Token);
        }
        catch (Exception exception)
        {
            context.Logger.CloseFailed(exception, meters.CallSid, service);
        }
    }
}
