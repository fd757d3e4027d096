using VoiceOps.Voice.Calls.Journal;
using VoiceOps.Voice.Personas;

namespace VoiceOps.Voice.Conversation.Turns;

/// <summary>The caller's side of a conversation: what is being said, when it counts as a turn, and whether it takes the word from the agent.</summary>
internal sealed class Caller
{
    /// <summary>What was heard counts as said although the transcription never told the end of it.</summary>
    private static readonly TimeSpan EndIsToldWithin = TimeSpan.FromSeconds(5);

    /// <summary>Deepgram's <c>utterance_end_ms</c>.</summary>
    private static readonly TimeSpan UtteranceEndSilence = TimeSpan.FromSeconds(1);

    /// <summary>Deepgram's <c>endpointing</c>, for a result that does not tell when its last word ended.</summary>
    private static readonly TimeSpan SpeechFinalSilence = TimeSpan.FromMilliseconds(300);

    /// <summary>A "yes" that meets the last moment of a reply answers it; earlier it only shows that the caller listens.</summary>
    private static readonly TimeSpan AnswersTheEnd = TimeSpan.FromSeconds(1);

    private readonly CallerTurn _turn = new();
    private readonly HeardOrder _order = new();
    private readonly ITranscription _transcription;
    private readonly Agent _agent;
    private readonly SilenceWatch _silence;
    private readonly Func<TimeSpan> _now;
    private readonly Func<string, TimeSpan, Task> _onTurn;
    private readonly BargeInPolicy _bargeIn;
    private readonly Endpointing _endpointing;
    private readonly Alarm _isDone;
    private readonly Alarm _soundWasNothing;

    /// <param name="onTurn">Told what the caller said and when they stopped speaking, once it is the agent's turn to answer.</param>
    public Caller(
        TurnTakingSettings settings, string language, ITranscription transcription, Agent agent, SilenceWatch silence, ConversationQueue queue,
        Func<TimeSpan> now, Func<string, TimeSpan, Task> onTurn)
    {
        (_transcription, _agent, _silence, _now, _onTurn) = (transcription, agent, silence, now, onTurn);
        _bargeIn = new BargeInPolicy(settings);
        _endpointing = new Endpointing(settings, language);
        _isDone = queue.NewAlarm(EndTurnAsync);
        _soundWasNothing = queue.NewAlarm(ResumeAgentAsync);
    }

    /// <summary>Has said something that nobody has answered.</summary>
    public bool IsSpeaking => !_turn.IsEmpty;

    /// <summary>What nobody has answered yet.</summary>
    public string Words => _turn.Text;

    /// <summary>The caller makes a sound; no words yet.</summary>
    public async Task HearSoundAsync(SpeechStarted sound)
    {
        if (_order.IsOld(sound, _transcription.AudioSent))
        {
            return;
        }

        _silence.HeardSound();
        if (_isDone.IsSet)
        {
            // Went on speaking; should no word follow, what was said before counts.
            _isDone.Set(SilenceWatch.WordsFollowWithin);
        }

        if (_agent.Turn is not null && _bargeIn.ClearsAtFirstSound)
        {
            _soundWasNothing.Set(SilenceWatch.WordsFollowWithin);
            await _agent.HoldAsync();
        }
    }

    public async Task HearAsync(TranscriptHeard heard)
    {
        if (_order.News(heard) is not { } transcript)
        {
            return;
        }

        if (transcript.Text.Length > 0)
        {
            _silence.HeardCaller();
            if (_turn.HasPaused && _agent.Turn is null)
            {
                _endpointing.Continued(PauseSince(_turn.StoppedAt));
            }

            _turn.Hear(transcript);
            _isDone.Set(EndIsToldWithin);
            await InterruptAgentAsync();
        }

        if (transcript.SpeechFinal)
        {
            await PauseAsync(transcript.SpokenUntil is { } until ? _transcription.AudioSent - until : SpeechFinalSilence);
        }
    }

    /// <summary>A pause after the last word. It may come late, when the words before it are answered already.</summary>
    public Task EndUtteranceAsync(UtteranceEnded pause) =>
        _turn.IsEmpty || _order.IsOld(pause, _transcription.AudioSent, UtteranceEndSilence) ? Task.CompletedTask : PauseAsync(UtteranceEndSilence);

    /// <summary>The agent has given the word back.</summary>
    public Task TakeOverAsync(AgentTurn turn)
    {
        _soundWasNothing.Cancel();
        if (turn.HasBegun)
        {
            _endpointing.Asked(turn.HeardText(withFillers: false));
        }

        if (turn.IsInterrupted && !turn.HasBegun)
        {
            _endpointing.Continued(PauseSince(turn.Times.Began));
        }
        else if (turn.Kind == TurnKind.Reply)
        {
            _endpointing.Answered();
        }

        return _turn.HasPaused ? EndTurnAsync() : Task.CompletedTask;
    }

    /// <summary>Takes what was said so far out of the turn: something else answers it.</summary>
    public string Take()
    {
        _isDone.Cancel();
        var said = _turn.Take();
        _order.Answered(said);
        return said;
    }

    /// <summary>If the words so far are meant to, they take the word from the agent.</summary>
    private async Task InterruptAgentAsync()
    {
        if (_agent.Turn is not { } turn)
        {
            return;
        }

        if (_bargeIn.Interrupts(_turn.Text, turn.HasBegun))
        {
            await _agent.InterruptAsync();
        }
        else if (turn.IsHeld)
        {
            _soundWasNothing.Set(SilenceWatch.WordsFollowWithin);
        }
    }

    /// <summary>The caller has been silent for so long.</summary>
    private async Task PauseAsync(TimeSpan silence)
    {
        if (!_turn.IsEmpty && !_turn.HasPaused)
        {
            _turn.Paused(silence < _now() ? _now() - silence : TimeSpan.Zero);
        }

        if (_agent.Turn is { } turn)
        {
            _isDone.Cancel();
            await PauseUnderAgentAsync(turn);
            return;
        }

        if (_turn.IsEmpty)
        {
            return;
        }

        var left = _endpointing.DelayAfter(_turn.Text) - (_now() - _turn.StoppedAt);
        if (left > TimeSpan.Zero)
        {
            _isDone.Set(left);
        }
        else
        {
            await EndTurnAsync();
        }
    }

    private async Task PauseUnderAgentAsync(AgentTurn turn)
    {
        // Other words that did not interrupt are answered when the agent is done.
        var isBackchannel = _bargeIn.IsBackchannel(_turn.Text);
        if (isBackchannel && turn.Unheard > AnswersTheEnd)
        {
            _order.Answered(_turn.Take());
        }

        if (isBackchannel || _turn.IsEmpty)
        {
            await ResumeAgentAsync();
        }
    }

    private Task ResumeAgentAsync()
    {
        _soundWasNothing.Cancel();
        return _agent.ResumeAsync();
    }

    private Task EndTurnAsync()
    {
        _isDone.Cancel();
        if (_agent.Turn is not null || _turn.IsEmpty)
        {
            return Task.CompletedTask;
        }

        var stoppedAt = _turn.HasPaused ? _turn.StoppedAt : _now();
        return _onTurn(Take(), stoppedAt);
    }

    private TimeSpan PauseSince(TimeSpan stoppedAt) => (_silence.SoundAt > stoppedAt ? _silence.SoundAt : _now()) - stoppedAt;
}
