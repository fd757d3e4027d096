using System.Globalization;
using System.Threading.Channels;
using VoiceOps.Voice.Conversation.Turns;
using VoiceOps.Voice.Conversation.Wording;
using VoiceOps.Voice.Metering;

namespace VoiceOps.Voice.Conversation;

/// <summary>
/// The turns of one call. Everything that happens (words heard, speech made, marks returned, clauses written, alarms) goes through one
/// queue and is handled one at a time, so that who has the word is decided in one place.
/// </summary>
internal sealed class PhoneConversation
{
    /// <summary>Words follow a sound within this time, or it was none: interim results come about once a second.</summary>
    private static readonly TimeSpan WordsFollowWithin = TimeSpan.FromSeconds(2);

    /// <summary>What was heard counts as said although the transcription never told the end of it.</summary>
    private static readonly TimeSpan EndIsToldWithin = TimeSpan.FromSeconds(5);

    /// <summary>Deepgram's <c>utterance_end_ms</c>.</summary>
    private static readonly TimeSpan UtteranceEndSilence = TimeSpan.FromSeconds(1);

    /// <summary>Deepgram's <c>endpointing</c>, for a result that does not tell when its last word ended.</summary>
    private static readonly TimeSpan SpeechFinalSilence = TimeSpan.FromMilliseconds(300);

    /// <summary>A "yes" that meets the last moment of a reply answers it; earlier it only shows that the caller listens.</summary>
    private static readonly TimeSpan AnswersTheEnd = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan SpeechComesWithin = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan LastWordsTake = TimeSpan.FromSeconds(15);

    // Waits when full: a provider's socket is slowed down rather than a word or a mark lost.
    private readonly Channel<object> _events = Channel.CreateBounded<object>(new BoundedChannelOptions(256) { SingleReader = true });
    private readonly List<(AgentTurn Turn, Task<ReplyResult> Reply)> _unrecorded = [];
    private readonly ConversationScript _script;
    private readonly ConversationRoles _roles;
    private readonly CallMeters _meters;
    private readonly TimeProvider _time;
    private readonly TurnLog _log;
    private readonly AgentTurnRoles _turnRoles;
    private readonly Dialogue _dialogue;
    private readonly ModelChoice _models;
    private readonly SpokenText _spoken;
    private readonly BargeInPolicy _bargeIn;
    private readonly Endpointing _endpointing;
    private readonly CallerTurn _caller = new();
    private readonly Keypad _keypad = new();
    private readonly Alarm[] _alarms;
    private readonly Alarm _callerIsDone;
    private readonly Alarm _soundWasNothing;
    private readonly Alarm _silence;
    private readonly Alarm _filler;
    private readonly Alarm _keysAreDone;
    private readonly Alarm _markIsLost;
    private readonly Alarm _speechIsDue;
    private readonly Alarm _lastWordsTookLong;
    private CancellationToken _stopping;
    private AgentTurn? _agent;
    private ConversationEnd? _closing;
    private ConversationEnd? _end;
    private TimeSpan _soundAt;
    private bool _hasAskedWhetherThere;
    private int _turnCount;
    private int _fillerCount;

    public PhoneConversation(ConversationScript script, ConversationRoles roles, CallMeters meters, TurnLog log, TimeProvider time)
    {
        (_script, _roles, _meters, _log, _time) = (script, roles, meters, log, time);
        var turnTaking = script.Settings.TurnTaking;
        _dialogue = new Dialogue(script.SystemPrompt);
        _models = new ModelChoice(script.LlmModel, script.FallbackModel);
        _spoken = new SpokenText(script.Settings);
        _bargeIn = new BargeInPolicy(turnTaking);
        _endpointing = new Endpointing(turnTaking);
        _turnRoles = new AgentTurnRoles
        {
            Line = roles.Line,
            Speech = roles.Speech,
            CharactersSent = (characters, context) => meters.CharactersSent(characters, context, roles.Speech.Model),
            Now = () => meters.Elapsed,
        };
        _alarms =
        [
            _callerIsDone = NewAlarm(AnswerCallerAsync),
            _soundWasNothing = NewAlarm(ResumeAsync),
            _silence = NewAlarm(BreakSilenceAsync),
            _filler = NewAlarm(FillAsync),
            _keysAreDone = NewAlarm(AnswerKeysAsync),
            _markIsLost = NewAlarm(() => OnAgent(agent => agent.AssumeLostMarks())),
            _speechIsDue = NewAlarm(MissSpeechAsync),
            _lastWordsTookLong = NewAlarm(() => OnAgent(_ => _end = _closing)),
        ];
    }

    /// <summary>When the caller was last heard, on the call's clock; zero when never.</summary>
    public TimeSpan LastHumanSound { get; private set; }

    private TimeSpan Now => _meters.Elapsed;

    /// <summary>
    /// Greets, then converses until one side has ended it or it is cancelled. Throws <see cref="ProviderException"/> when the line is gone; a
    /// provider that stays away ends it with an apology.
    /// </summary>
    public async Task<ConversationEnd> RunAsync(CancellationToken cancellationToken)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _stopping = stopping.Token;
        var pumps = new[] { PumpAsync(_roles.Transcription.ReadAllAsync(_stopping)), PumpAsync(_roles.Speech.ReadAllAsync(_stopping)) };
        try
        {
            await SayAsync(TurnKind.Greeting, _script.Greeting);
            await SettleAsync();
            while (_end is null)
            {
                await HandleAsync(await _events.Reader.ReadAsync(_stopping));
                await SettleAsync();
            }

            return _end;
        }
        finally
        {
            await stopping.CancelAsync();
            _events.Writer.TryComplete();
            Array.ForEach(_alarms, alarm => alarm.Dispose());
            await Task.WhenAll([.. pumps, .. _unrecorded.Select(pending => (Task)pending.Reply)]).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _unrecorded.ForEach(pending => Record(pending.Turn, pending.Reply));
        }
    }

    /// <summary>A mark came back from the line. After the conversation has ended it is of no interest; so with the next two.</summary>
    public ValueTask MarkReturnedAsync(string name) => TellAsync(new MarkReturned(name));

    /// <summary>The caller has pressed a key.</summary>
    public ValueTask KeyPressedAsync(string key) => TellAsync(new KeyPressed(key));

    /// <summary>Says these last words and ends. Cancelling <see cref="RunAsync"/> ends it without them.</summary>
    public ValueTask CloseAsync(string lastWords) => TellAsync(new CloseRequested(lastWords));

    private Task HandleAsync(object happened) => happened switch
    {
        SpeechStarted => HearSoundAsync(),
        TranscriptHeard transcript => HearAsync(transcript),
        UtteranceEnded => PauseAsync(UtteranceEndSilence),
        SpeechAudio audio => PlayAsync(audio),
        MarkReturned mark => OnAgent(agent => ReturnMark(agent, mark.Name)),
        KeyPressed pressed => PressAsync(pressed.Key),
        ClauseWritten clause => SpeakAsync(clause.Turn, clause.Text),
        ReplyEnded ended => EndReplyAsync(ended),
        CloseRequested close => SayLastWordsAsync(TurnKind.Goodbye, close.LastWords, new ConversationEnd(ConversationOutcome.Closed)),
        Alarm alarm => alarm.RangAsync(),
        ProviderException { Service: not ServiceNames.Twilio } fault => FailAsync(fault),
        Exception fault => Task.FromException(fault),
        _ => Task.CompletedTask,
    };

    /// <summary>What follows from where things stand now: a turn that is over is closed, and what is awaited has its alarm.</summary>
    private async Task SettleAsync()
    {
        if (_agent is { IsOver: true } over)
        {
            await CloseAsync(over);
        }

        if (_agent is not { } agent)
        {
            _markIsLost.Cancel();
            _speechIsDue.Cancel();
            return;
        }

        if (agent.MarkLostAt is { } lostAt && !_markIsLost.IsSet)
        {
            _markIsLost.Set(lostAt > Now ? lostAt - Now : TimeSpan.Zero);
        }

        if (!agent.AwaitsSpeech)
        {
            _speechIsDue.Cancel();
        }
        else if (!_speechIsDue.IsSet)
        {
            _speechIsDue.Set(SpeechComesWithin);
        }
    }

    private async Task CloseAsync(AgentTurn turn)
    {
        _agent = null;
        _filler.Cancel();
        _soundWasNothing.Cancel();
        _dialogue.AgentSaid(turn.HeardText(withFillers: false));
        if (turn.Kind == TurnKind.Reply)
        {
            LearnPause(turn);
        }

        RecordEnded();
        if (!turn.IsInterrupted && (_closing is not null || turn.Reply.EndsCall))
        {
            _end = _closing ?? new ConversationEnd(ConversationOutcome.AgentHungUp);
        }
        else if (_closing is null)
        {
            WaitForCaller();
            if (_caller.HasPaused)
            {
                await AnswerCallerAsync();
            }
        }
    }

    private void LearnPause(AgentTurn turn)
    {
        if (turn.IsInterrupted && !turn.HasBegun)
        {
            _endpointing.Continued((_soundAt > turn.Times.Began ? _soundAt : Now) - turn.Times.Began);
        }
        else
        {
            _endpointing.Answered();
        }
    }

    private async Task HearSoundAsync()
    {
        LastHumanSound = _soundAt = Now;
        if (_callerIsDone.IsSet)
        {
            // Went on speaking; should no word follow, what was said before counts.
            _callerIsDone.Set(WordsFollowWithin);
        }

        if (_closing is null && _agent is { } agent && _bargeIn.ClearsAtFirstSound)
        {
            _soundWasNothing.Set(WordsFollowWithin);
            if (!agent.IsHeld)
            {
                await agent.HoldAsync(_stopping);
            }
        }
    }

    private async Task HearAsync(TranscriptHeard transcript)
    {
        if (_closing is not null)
        {
            return;
        }

        if (transcript.Text.Length > 0)
        {
            HearCaller();
            if (_caller.HasPaused && _agent is null)
            {
                _endpointing.Continued((_soundAt > _caller.StoppedAt ? _soundAt : Now) - _caller.StoppedAt);
            }

            _caller.Hear(transcript.Text, transcript.IsFinal);
            _callerIsDone.Set(EndIsToldWithin);
            if (_agent is { } agent)
            {
                await InterruptAsync(agent);
            }
        }

        if (transcript.SpeechFinal)
        {
            await PauseAsync(transcript.SpokenUntil is { } until ? _roles.Transcription.AudioSent - until : SpeechFinalSilence);
        }
    }

    /// <summary>If these words are meant to, they take the word from the agent.</summary>
    private async Task InterruptAsync(AgentTurn agent)
    {
        if (_bargeIn.Interrupts(_caller.Text, agent.HasBegun))
        {
            await agent.InterruptAsync(_stopping);
            await SettleAsync();
        }
        else if (agent.IsHeld)
        {
            _soundWasNothing.Set(WordsFollowWithin);
        }
    }

    /// <summary>The caller has been silent for so long.</summary>
    private async Task PauseAsync(TimeSpan silence)
    {
        if (_closing is not null)
        {
            return;
        }

        if (!_caller.IsEmpty && !_caller.HasPaused)
        {
            _caller.Paused(silence < Now ? Now - silence : TimeSpan.Zero);
        }

        if (_agent is { } agent)
        {
            _callerIsDone.Cancel();
            await PauseUnderAgentAsync(agent);
        }
        else if (!_caller.IsEmpty)
        {
            var left = _endpointing.DelayAfter(_caller.Text) - (Now - _caller.StoppedAt);
            _callerIsDone.Set(left > TimeSpan.Zero ? left : TimeSpan.Zero);
            if (left <= TimeSpan.Zero)
            {
                await AnswerCallerAsync();
            }
        }
    }

    private async Task PauseUnderAgentAsync(AgentTurn agent)
    {
        var isBackchannel = _bargeIn.IsBackchannel(_caller.Text);
        if (isBackchannel && agent.Unheard > AnswersTheEnd)
        {
            _caller.Take();
        }

        // Other words are answered when the agent is done: they did not interrupt it.
        if (agent.IsHeld && (isBackchannel || (_caller.IsEmpty && _soundAt < Now)))
        {
            await ResumeAsync();
        }
    }

    private async Task ResumeAsync()
    {
        _soundWasNothing.Cancel();
        if (_agent is { IsHeld: true } agent)
        {
            await agent.ResumeAsync(_stopping);
        }
    }

    private Task AnswerCallerAsync()
    {
        _callerIsDone.Cancel();
        if (_agent is not null || _caller.IsEmpty || _closing is not null)
        {
            return Task.CompletedTask;
        }

        var stoppedAt = _caller.HasPaused ? _caller.StoppedAt : Now;
        StartReply(TurnKind.Reply, _caller.Take(), stoppedAt);
        return Task.CompletedTask;
    }

    private async Task PressAsync(string key)
    {
        if (_closing is not null)
        {
            return;
        }

        HearCaller();
        if (_agent is { } agent)
        {
            await agent.InterruptAsync(_stopping);
            await SettleAsync();
        }

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
        if (_agent is { } agent)
        {
            await agent.InterruptAsync(_stopping);
            await SettleAsync();
        }

        _callerIsDone.Cancel();
        StartReply(TurnKind.Keys, $"{_caller.Take()} {_keypad.Take()}".TrimStart(), Now);
    }

    private void HearCaller()
    {
        LastHumanSound = Now;
        _hasAskedWhetherThere = false;
        _silence.Cancel();
    }

    private void WaitForCaller()
    {
        var patience = _script.Settings.TurnTaking.StillThereAfter;
        if (patience > TimeSpan.Zero && _caller.IsEmpty)
        {
            _silence.Set(patience);
        }
    }

    private async Task BreakSilenceAsync()
    {
        if (_agent is not null || !_caller.IsEmpty || _closing is not null)
        {
            return;
        }

        if (_soundAt > TimeSpan.Zero && Now - _soundAt < WordsFollowWithin)
        {
            // Is just about to speak.
            _silence.Set(WordsFollowWithin);
        }
        else if (_hasAskedWhetherThere)
        {
            await SayLastWordsAsync(TurnKind.Goodbye, _script.Settings.TurnTaking.Goodbye, new ConversationEnd(ConversationOutcome.AgentHungUp));
        }
        else
        {
            _hasAskedWhetherThere = true;
            await SayAsync(TurnKind.StillThere, _script.Settings.TurnTaking.StillThere);
        }
    }

    private void StartReply(string kind, string callerText, TimeSpan stoppedAt)
    {
        _silence.Cancel();
        _dialogue.CallerSaid(callerText);
        var turn = NewTurn(kind, callerText, new TurnTimes(stoppedAt) { Committed = Now });
        _unrecorded.Add((turn, ReplyAsync(turn, _dialogue.Messages())));
        var turnTaking = _script.Settings.TurnTaking;
        if (turnTaking.FillerAfter > TimeSpan.Zero && turnTaking.Fillers.Count > 0)
        {
            _filler.Set(turnTaking.FillerAfter);
        }
    }

    private async Task<ReplyResult> ReplyAsync(AgentTurn turn, IReadOnlyList<Microsoft.Extensions.AI.ChatMessage> messages)
    {
        try
        {
            var reply = new Reply(_roles.Model, _models, _script.Settings, _meters, _time);
            var result = await reply.RunAsync(messages, turn.Times, clause => TellAsync(new ClauseWritten(turn, clause)), turn.Interruption, _stopping);
            await TellAsync(new ReplyEnded(turn, result));
            return result;
        }
        catch (Exception fault)
        {
            await TellAsync(fault);
            throw;
        }
    }

    private async Task EndReplyAsync(ReplyEnded ended)
    {
        ended.Turn.Reply = ended.Result;
        if (!ended.Turn.IsOver && ended.Result.Fault is { } fault)
        {
            await FailAsync(fault);
        }
        else if (!ended.Turn.IsOver)
        {
            if (ended.Result.EndsCall && !ended.Turn.HasText)
            {
                await SpeakAsync(ended.Turn, _script.Settings.TurnTaking.Goodbye);
            }

            await ended.Turn.CompleteTextAsync(_stopping);
        }

        RecordEnded();
    }

    private async Task FillAsync()
    {
        if (_agent is { HasText: false, IsHeld: false } agent && _closing is null)
        {
            var fillers = _script.Settings.TurnTaking.Fillers;
            await SpeakAsync(agent, fillers[_fillerCount++ % fillers.Count], isFiller: true);
        }
    }

    private async Task SpeakAsync(AgentTurn turn, string written, bool isFiller = false)
    {
        _filler.Cancel();
        if (_spoken.Of(written) is { Length: > 0 } spoken)
        {
            await turn.SayAsync(new SpokenSegment(written, spoken + " ", isFiller), _stopping);
        }
    }

    private async Task PlayAsync(SpeechAudio audio)
    {
        // Audio of a turn that was given up may still be on its way.
        if (_agent is { } agent && agent.Id == audio.ContextId)
        {
            _speechIsDue.Cancel();
            await agent.PlayAsync(audio, _stopping);
        }
    }

    /// <summary>No speech has come for a while. If all that came was heard, its end was just not told.</summary>
    private async Task MissSpeechAsync()
    {
        if (_agent is not { AwaitsSpeech: true, IsAudible: false, IsHeld: false } agent)
        {
            return;
        }

        if (agent.HasBegun)
        {
            agent.AssumeSpeechComplete();
        }
        else
        {
            await FailAsync(new ProviderException(ServiceNames.ElevenLabs, $"sent no speech within {SpeechComesWithin.TotalSeconds:0} s"));
        }
    }

    private async Task FailAsync(ProviderException fault)
    {
        if (_closing is not null)
        {
            // The last words themselves cannot be spoken, or it does not matter any more.
            _end = fault.Service == ServiceNames.ElevenLabs ? _closing with { HasApologized = false } : null;
        }
        else if (fault.Service == ServiceNames.ElevenLabs)
        {
            _end = new ConversationEnd(ConversationOutcome.ProviderFailed, fault);
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
        if (_agent is { } agent)
        {
            await agent.InterruptAsync(_stopping);
            await SettleAsync();
        }

        Array.ForEach(_alarms, alarm => alarm.Cancel());
        _lastWordsTookLong.Set(LastWordsTake);
        await SayAsync(kind, words);
        if (_agent is null)
        {
            _end = end with { HasApologized = false };
        }
    }

    /// <summary>Something that the agent says by itself. Nothing to say is no turn.</summary>
    private async Task SayAsync(string kind, string text)
    {
        if (_spoken.Of(text).Length == 0)
        {
            WaitForCaller();
            return;
        }

        var turn = NewTurn(kind, callerText: null, new TurnTimes(Now));
        _unrecorded.Add((turn, Task.FromResult(ReplyResult.None)));
        await SpeakAsync(turn, string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
        await turn.CompleteTextAsync(_stopping);
    }

    private AgentTurn NewTurn(string kind, string? callerText, TurnTimes times) => _agent = new AgentTurn(++_turnCount, kind, callerText, times, _turnRoles);

    private static void ReturnMark(AgentTurn agent, string name)
    {
        // u3/1/17: the turn, how often it was cleared, the piece
        var parts = name.Split('/');
        if (parts.Length == 3 && parts[0] == agent.Id
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var clears)
            && int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var piece))
        {
            agent.MarkReturned(clears, piece);
        }
    }

    private Task OnAgent(Action<AgentTurn> tell)
    {
        if (_agent is { } agent)
        {
            tell(agent);
        }

        return Task.CompletedTask;
    }

    /// <summary>A turn is written down once it is over and what its reply used is known.</summary>
    private void RecordEnded()
    {
        foreach (var pending in _unrecorded.Where(pending => pending.Turn.IsOver && pending.Reply.IsCompleted).ToList())
        {
            _unrecorded.Remove(pending);
            Record(pending.Turn, pending.Reply);
        }
    }

    private void Record(AgentTurn turn, Task<ReplyResult> reply)
    {
        turn.Reply = reply.IsCompletedSuccessfully ? reply.Result : ReplyResult.None;
        turn.Abandon();
        _log.Record(turn);
        turn.Dispose();
    }

    private Alarm NewAlarm(Func<Task> onDue) => new(_time, alarm => _ = TellAsync(alarm).AsTask(), onDue);

    private async ValueTask TellAsync(object happened)
    {
        while (!_events.Writer.TryWrite(happened) && await _events.Writer.WaitToWriteAsync())
        {
        }
    }

    private async Task PumpAsync<T>(IAsyncEnumerable<T> source)
        where T : class
    {
        try
        {
            await foreach (var item in source.WithCancellation(_stopping))
            {
                await TellAsync(item);
            }
        }
        catch (OperationCanceledException)
        {
            // The conversation is over.
        }
        catch (Exception fault)
        {
            await TellAsync(fault);
        }
    }

    private sealed record MarkReturned(string Name);

    private sealed record KeyPressed(string Key);

    private sealed record ClauseWritten(AgentTurn Turn, string Text);

    private sealed record ReplyEnded(AgentTurn Turn, ReplyResult Result);

    private sealed record CloseRequested(string LastWords);
}
