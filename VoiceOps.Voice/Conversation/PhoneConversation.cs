using VoiceOps.Voice.Calls.Journal;
using VoiceOps.Voice.Conversation.Turns;
using VoiceOps.Voice.Metering;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Conversation;

/// <summary>
/// The turns of one call. All that happens comes through one queue and is handled one at a time, so that who has the word is decided in one
/// place.
/// </summary>
internal sealed class PhoneConversation
{
    private static readonly TimeSpan LastWordsTake = TimeSpan.FromSeconds(15);

    private readonly ConversationScript _script;
    private readonly ConversationRoles _roles;
    private readonly CallMeters _meters;
    private readonly ConversationQueue _queue;
    private readonly Dialogue _dialogue;
    private readonly Agent _agent;
    private readonly Caller _caller;
    private readonly Keypad _keypad = new();
    private readonly SilenceWatch _silence;
    private readonly Alarm _keysAreDone;
    private readonly Alarm _lastWordsTookLong;
    private AgentTurn? _latest;
    private string? _notice;
    private ConversationEnd? _closing;
    private ConversationEnd? _end;

    public PhoneConversation(ConversationScript script, ConversationRoles roles, CallMeters meters, Action<AgentTurn> record, TimeProvider time)
    {
        var turnTaking = script.Settings.TurnTaking;
        (_script, _roles, _meters) = (script, roles, meters);
        _queue = new ConversationQueue(time);
        _dialogue = new Dialogue(script.SystemPrompt);
        _agent = new Agent(script, roles, meters, record, _queue, time, EndAgentTurnAsync);
        _silence = new SilenceWatch(
            turnTaking,
            _queue,
            () => meters.Elapsed,
            onAsk: () => _agent.SayAsync(TurnKind.StillThere, turnTaking.StillThere),
            onGiveUp: () => SayLastWordsAsync(TurnKind.Goodbye, turnTaking.Goodbye, new ConversationEnd(ConversationOutcome.AgentHungUp)));
        _caller = new Caller(
            turnTaking, script.Settings.Language, roles.Transcription, _agent, _silence, _queue, () => meters.Elapsed, (text, stoppedAt) => ReplyAsync(TurnKind.Reply, text, stoppedAt));
        _keysAreDone = _queue.NewAlarm(AnswerKeysAsync);
        _lastWordsTookLong = _queue.NewAlarm(EndAsync);
    }

    /// <summary>When the caller was last heard, on the call's clock; zero when never.</summary>
    public TimeSpan LastHumanSound => _silence.LastHumanSound;

    /// <summary>
    /// Greets, then converses until one side has ended it or it is cancelled. Throws <see cref="ProviderException"/> when the line is gone; a
    /// provider that stays away ends it with an apology.
    /// </summary>
    public async Task<ConversationEnd> RunAsync(CancellationToken cancellationToken)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _agent.StopOn(stopping.Token);
        var pumps = new[]
        {
            _queue.PumpAsync(_roles.Transcription.ReadAllAsync(stopping.Token), stopping.Token),
            _queue.PumpAsync(_roles.Speech.ReadAllAsync(stopping.Token), stopping.Token),
        };
        try
        {
            await _agent.SayAsync(TurnKind.Greeting, _script.Greeting);
            if (_agent.Turn is null)
            {
                _silence.Wait();
            }

            while (true)
            {
                _latest = _agent.Turn ?? _latest;
                await _agent.SettleAsync();
                await SayNoticeAsync();
                TellListener();
                if (_end is { } end)
                {
                    return end;
                }

                await HandleAsync(await _queue.ReadAsync(stopping.Token));
            }
        }
        finally
        {
            await stopping.CancelAsync();
            _queue.Close();
            await Task.WhenAll(pumps).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await _agent.FinishAsync();
        }
    }

    /// <summary>A mark came back from the line. After the conversation has ended it is of no interest; so with the next two.</summary>
    public ValueTask MarkReturnedAsync(string name) => _queue.TellAsync(new MarkEchoed(name));

    /// <summary>The caller has pressed a key.</summary>
    public ValueTask KeyPressedAsync(string key) => _queue.TellAsync(new KeyPressed(key));

    /// <summary>The line has no stream at the moment: what is being said waits.</summary>
    public ValueTask LineGoneAsync() => _queue.TellAsync(new LineGone());

    /// <summary>The line goes on over another stream: what the caller has not heard is said over it.</summary>
    public ValueTask LineBackAsync() => _queue.TellAsync(new LineBack());

    /// <summary>Says this as soon as nobody speaks.</summary>
    public ValueTask SayWhenQuietAsync(string words) => _queue.TellAsync(new NoticeRequested(words));

    /// <summary>Says these last words and ends. Cancelling <see cref="RunAsync"/> ends it without them.</summary>
    public ValueTask CloseAsync(string lastWords) => _queue.TellAsync(new CloseRequested(lastWords));

    private void TellListener() => _roles.Listener?.Invoke(new WordsOnAir
    {
        Turn = _latest?.Number ?? 0,
        Asked = _latest?.CallerText,
        Heard = _latest?.HeardText() ?? "",
        Unheard = _latest?.UnheardText() ?? "",
        Caller = _caller.Words,
    });

    private Task HandleAsync(object happened) => happened switch
    {
        SpeechAudio audio => _agent.PlayAsync(audio),
        MarkEchoed mark => _agent.ReturnMarkAsync(mark.Name),
        ClauseWritten clause => _agent.SpeakAsync(clause),
        ReplyEnded ended => EndReplyAsync(ended),
        Alarm alarm => alarm.RangAsync(),
        LineGone => _agent.HoldAsync(),
        LineBack => GoOnAsync(),
        CloseRequested close => SayLastWordsAsync(TurnKind.Goodbye, close.LastWords, new ConversationEnd(ConversationOutcome.Closed)),
        ProviderException { Service: not ServiceNames.Twilio } fault => FailAsync(fault),
        Exception fault => Task.FromException(fault),
        // The last words are said whatever the caller does.
        _ when _closing is not null => Task.CompletedTask,
        SpeechStarted sound => _caller.HearSoundAsync(sound),
        TranscriptHeard transcript => _caller.HearAsync(transcript),
        UtteranceEnded pause => _caller.EndUtteranceAsync(pause),
        KeyPressed pressed => PressAsync(pressed.Key),
        NoticeRequested notice => KeepNotice(notice.Words),
        _ => throw new ArgumentOutOfRangeException(nameof(happened), happened, "Nothing in a conversation."),
    };

    /// <summary>Also what was sent since the line was gone has not been heard. Until that is settled the clock stands, by which it counts as played.</summary>
    private async Task GoOnAsync()
    {
        await _agent.HoldAsync();
        _meters.ResumeClock();
        await _agent.ResumeAsync();
    }

    /// <summary>A turn of the agent's that is over gives the word back to the caller, or ends the conversation.</summary>
    private async Task EndAgentTurnAsync(AgentTurn turn)
    {
        _dialogue.AgentSaid(turn.HeardText(withFillers: false));
        if (!turn.IsInterrupted && (_closing is not null || turn.Reply.EndsCall))
        {
            _end = _closing ?? new ConversationEnd(ConversationOutcome.AgentHungUp);
        }
        else if (_closing is null)
        {
            await _caller.TakeOverAsync(turn);
            if (!_caller.IsSpeaking && _agent.Turn is null)
            {
                _silence.Wait();
            }
        }
    }

    private Task ReplyAsync(string kind, string callerText, TimeSpan stoppedAt)
    {
        _silence.Stop();
        _dialogue.CallerSaid(callerText);
        _agent.Reply(kind, callerText, stoppedAt, _dialogue.Messages());
        return Task.CompletedTask;
    }

    private async Task EndReplyAsync(ReplyEnded ended)
    {
        if (await _agent.EndReplyAsync(ended) is { } fault)
        {
            await FailAsync(fault);
        }
    }

    private Task KeepNotice(string words)
    {
        _notice = words;
        return Task.CompletedTask;
    }

    private async Task SayNoticeAsync()
    {
        if (_notice is not { } words || _agent.Turn is not null || _caller.IsSpeaking || _caller.Words.Length > 0 || _closing is not null || _end is not null)
        {
            return;
        }

        _notice = null;
        _silence.Stop();
        await _agent.SayAsync(TurnKind.Notice, words);
        _latest = _agent.Turn ?? _latest;
    }

    private async Task PressAsync(string key)
    {
        _silence.HeardCaller();
        await _agent.InterruptAsync();
        if (_keypad.Press(key))
        {
            await AnswerKeysAsync();
        }
        else
        {
            _keysAreDone.Set(Keypad.Pause);
        }
    }

    private async Task AnswerKeysAsync()
    {
        _keysAreDone.Cancel();
        var said = _caller.Take();
        await _agent.InterruptAsync();
        await ReplyAsync(TurnKind.Keys, $"{said} {_keypad.Take()}".TrimStart(), _meters.Elapsed);
    }

    private async Task FailAsync(ProviderException fault)
    {
        if (fault.Service == ServiceNames.ElevenLabs || _script.IsPutThrough)
        {
            // Nothing can be said any more, the last words included; or there is nothing to apologize for, and the line says what comes.
            _end = (_closing ?? new ConversationEnd(ConversationOutcome.ProviderFailed, fault)) with { HasApologized = false };
        }
        else
        {
            await SayLastWordsAsync(TurnKind.Apology, _script.Apology, new ConversationEnd(ConversationOutcome.ProviderFailed, fault, HasApologized: true));
        }
    }

    /// <summary>Says a last sentence that nothing interrupts, and ends when it was heard.</summary>
    private async Task SayLastWordsAsync(string kind, string words, ConversationEnd end)
    {
        if (_closing is not null)
        {
            return;
        }

        _closing = end;
        _caller.Take();
        await _agent.InterruptAsync();
        _queue.CancelAlarms();
        _lastWordsTookLong.Set(LastWordsTake);
        await _agent.SayAsync(kind, words);
        if (_agent.Turn is null)
        {
            _end = end with { HasApologized = false };
        }
    }

    /// <summary>The last words have taken too long to be heard.</summary>
    private Task EndAsync()
    {
        _end = _closing;
        return Task.CompletedTask;
    }
}
