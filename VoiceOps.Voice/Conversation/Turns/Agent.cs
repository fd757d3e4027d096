using System.Globalization;
using Microsoft.Extensions.AI;
using VoiceOps.Voice.Calls.Journal;
using VoiceOps.Voice.Conversation.Wording;
using VoiceOps.Voice.Metering;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Conversation.Turns;

/// <summary>The agent's side of a conversation: the one turn in which it has the word, how that is generated, spoken and played, and its record.</summary>
internal sealed class Agent
{
    /// <summary>Longer than speech ever takes to begin; a voice that is silent for so long is gone.</summary>
    private static readonly TimeSpan SpeechComesWithin = TimeSpan.FromSeconds(8);

    private readonly List<(AgentTurn Turn, Task<ReplyResult> Reply)> _unrecorded = [];
    private readonly ConversationScript _script;
    private readonly CallMeters _meters;
    private readonly TimeProvider _time;
    private readonly ConversationQueue _queue;
    private readonly Action<AgentTurn> _record;
    private readonly IChatClient _model;
    private readonly AgentTurnRoles _roles;
    private readonly ModelChoice _models;
    private readonly SpokenText _spoken;
    private readonly Func<AgentTurn, Task> _onTurnOver;
    private readonly Alarm _filler;
    private readonly Alarm _markIsLost;
    private readonly Alarm _speechIsDue;
    private readonly Alarm _restIsDue;
    private CancellationToken _stopping;
    private int _turnCount;
    private int _fillerCount;

    /// <param name="record">Writes a turn down, once its reply is whole.</param>
    /// <param name="onTurnOver">Told of a turn that was heard in full or interrupted, once <see cref="Turn"/> is null again.</param>
    public Agent(
        ConversationScript script, ConversationRoles roles, CallMeters meters, Action<AgentTurn> record, ConversationQueue queue, TimeProvider time, Func<AgentTurn, Task> onTurnOver)
    {
        (_script, _meters, _record, _queue, _time, _model, _onTurnOver) = (script, meters, record, queue, time, roles.Model, onTurnOver);
        _roles = new AgentTurnRoles { Line = roles.Line, Speech = roles.Speech, Now = () => meters.Elapsed };
        _models = new ModelChoice(script.LlmModel, script.FallbackModel);
        _spoken = new SpokenText(script.Settings);
        _filler = queue.NewAlarm(FillAsync);
        _markIsLost = queue.NewAlarm(AssumeLostMarksAsync);
        _speechIsDue = queue.NewAlarm(MissSpeechAsync);
        _restIsDue = queue.NewAlarm(SendRestAsync);
    }

    /// <summary>What the agent is saying or about to say; null while the caller has the word.</summary>
    public AgentTurn? Turn { get; private set; }

    /// <summary>Cancelled when the call ends: requests are drained, nothing more is sent.</summary>
    public void StopOn(CancellationToken stopping) => _stopping = stopping;

    /// <summary>Says something by itself. Nothing to say is no turn.</summary>
    public async Task SayAsync(string kind, string text)
    {
        if (_spoken.Of(text).Length == 0)
        {
            return;
        }

        var turn = NewTurn(kind, callerText: null, new TurnTimes(_meters.Elapsed));
        _unrecorded.Add((turn, Task.FromResult(ReplyResult.None)));
        await SpeakAsync(turn, string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
        await turn.CompleteTextAsync(_stopping);
    }

    /// <summary>Answers what the caller said, or keyed in.</summary>
    public void Reply(string kind, string callerText, TimeSpan stoppedAt, IReadOnlyList<ChatMessage> messages)
    {
        var turn = NewTurn(kind, callerText, new TurnTimes(stoppedAt) { Committed = _meters.Elapsed });
        _unrecorded.Add((turn, ReplyAsync(turn, messages)));
        var turnTaking = _script.Settings.TurnTaking;
        if (turnTaking.FillerAfter > TimeSpan.Zero && turnTaking.Fillers.Count > 0)
        {
            _filler.Set(turnTaking.FillerAfter);
        }
    }

    public Task SpeakAsync(ClauseWritten clause) => SpeakAsync(clause.Turn, clause.Text);

    /// <summary>The model is done with its reply. Returns what kept it from one.</summary>
    public async Task<ProviderException?> EndReplyAsync(ReplyEnded ended)
    {
        var turn = ended.Turn;
        turn.Reply = ended.Result;
        if (!turn.IsOver && ended.Result.Fault is null)
        {
            if (!ended.Result.HasWords)
            {
                var turnTaking = _script.Settings.TurnTaking;
                await SpeakAsync(turn, ended.Result.EndsCall ? turnTaking.Goodbye : turnTaking.NoAnswer);
            }

            await turn.CompleteTextAsync(_stopping);
        }

        RecordEnded();
        return turn.IsOver ? null : ended.Result.Fault;
    }

    public async Task PlayAsync(SpeechAudio audio)
    {
        // Audio of a turn that was given up may still be on its way.
        if (Turn is { } turn && turn.Id == audio.ContextId)
        {
            _speechIsDue.Cancel();
            await turn.PlayAsync(audio, _stopping);
        }
    }

    public Task ReturnMarkAsync(string name)
    {
        // u3/1/17: the turn, how often it was cleared, the piece
        var parts = name.Split('/');
        if (Turn is { } turn && parts.Length == 3 && parts[0] == turn.Id
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var clears)
            && int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var piece))
        {
            turn.MarkReturned(clears, piece);
        }

        return Task.CompletedTask;
    }

    /// <summary>The caller made a sound: silence at once, until it is known what it was.</summary>
    public async Task HoldAsync()
    {
        if (Turn is { IsHeld: false } turn)
        {
            await turn.HoldAsync(_stopping);
        }
    }

    /// <summary>It was nothing.</summary>
    public async Task ResumeAsync()
    {
        if (Turn is { IsHeld: true } turn)
        {
            await turn.ResumeAsync(_stopping);
        }
    }

    /// <summary>Takes the word from the agent, if it has it.</summary>
    public async Task InterruptAsync()
    {
        if (Turn is { } turn)
        {
            await turn.InterruptAsync(_stopping);
            await SettleAsync();
        }
    }

    /// <summary>Looks where things stand: a turn that is over gives the word back, and what is awaited has its alarm.</summary>
    public async Task SettleAsync()
    {
        if (Turn is not { } turn)
        {
            return;
        }

        if (turn.IsOver)
        {
            Turn = null;
            _filler.Cancel();
            _markIsLost.Cancel();
            _speechIsDue.Cancel();
            _restIsDue.Cancel();
            RecordEnded();
            await _onTurnOver(turn);
            return;
        }

        // Left to ring although the rest has gone: calling it off and setting it anew would cost more than a look that is in vain.
        if (turn.RestDueAt is { } dueAt && !_restIsDue.IsSet)
        {
            _restIsDue.Set(dueAt - _meters.Elapsed);
        }

        if (turn.MarkLostAt is { } lostAt && !_markIsLost.IsSet)
        {
            _markIsLost.Set(lostAt - _meters.Elapsed);
        }

        if (!turn.AwaitsSpeech)
        {
            _speechIsDue.Cancel();
        }
        else if (!_speechIsDue.IsSet)
        {
            _speechIsDue.Set(SpeechComesWithin);
        }
    }

    /// <summary>The call is over: waits for what its requests have used, and writes down the turns that were left.</summary>
    public async Task FinishAsync()
    {
        await Task.WhenAll(_unrecorded.Select(pending => (Task)pending.Reply)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _unrecorded.ForEach(pending => Record(pending.Turn, pending.Reply));
    }

    private async Task<ReplyResult> ReplyAsync(AgentTurn turn, IReadOnlyList<ChatMessage> messages)
    {
        try
        {
            var reply = new Reply(_model, _models, _script.Settings, _spoken, _meters, _time);
            var result = await reply.RunAsync(messages, turn.Times, clause => _queue.TellAsync(new ClauseWritten(turn, clause)), turn.Interruption, _stopping);
            await _queue.TellAsync(new ReplyEnded(turn, result));
            return result;
        }
        catch (Exception fault)
        {
            await _queue.TellAsync(fault);
            throw;
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

    private async Task FillAsync()
    {
        if (Turn is { HasText: false, IsHeld: false } turn)
        {
            var fillers = _script.Settings.TurnTaking.Fillers;
            await SpeakAsync(turn, fillers[_fillerCount++ % fillers.Count], isFiller: true);
        }
    }

    private async Task SendRestAsync()
    {
        if (Turn is { } turn)
        {
            await turn.SendRestAsync(_stopping);
        }
    }

    private Task AssumeLostMarksAsync()
    {
        Turn?.AssumeLostMarks();
        return Task.CompletedTask;
    }

    /// <summary>No speech has come for a while. If all that came was heard, its end was just not told.</summary>
    private async Task MissSpeechAsync()
    {
        if (Turn is not { AwaitsSpeech: true, IsAudible: false, IsHeld: false } turn)
        {
            return;
        }

        if (turn.HasBegun)
        {
            turn.AssumeSpeechComplete();
        }
        else
        {
            await _queue.TellAsync(new ProviderException(ServiceNames.ElevenLabs, $"sent no speech within {SpeechComesWithin.TotalSeconds:0} s"));
        }
    }

    private AgentTurn NewTurn(string kind, string? callerText, TurnTimes times) => Turn = new AgentTurn(++_turnCount, kind, callerText, times, _roles);

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
        turn.Reply = reply.IsCompletedSuccessfully ? reply.Outcome() : ReplyResult.None;
        turn.Abandon();
        _record(turn);
        turn.Dispose();
    }
}
