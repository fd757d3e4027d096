using VoiceOps.Voice.Conversation;
using VoiceOps.Voice.Conversation.Turns;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Metering;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Calls.Journal;

/// <summary>Writes each turn of a call down once it is over, in the same commit as the rows it caused.</summary>
internal sealed class TurnLog(CallMeters meters, CallWaste waste, TurnMetrics metrics, bool keepsTexts)
{
    private Money _costBefore = Money.Zero;

    public void Record(AgentTurn turn)
    {
        waste.Add(turn);
        var row = Row(turn);
        metrics.Ended(row);
        meters.CommitWith(new TurnEnded(row));
        meters.EndTurn();
    }

    private CallTurn Row(AgentTurn turn)
    {
        var figures = meters.Read();
        var cost = figures.Cost - _costBefore;
        _costBefore = figures.Cost;
        var (prompt, completion) = turn.DiscardedTokens();
        var times = turn.Times;
        return new CallTurn
        {
            CallId = meters.CallId,
            Number = turn.Number,
            Kind = turn.Kind,
            StartedAt = At(times.Began),
            EndedAt = At(turn.EndedAt),
            CallerText = Text(turn.CallerText),
            HeardText = Text(turn.HeardText()),
            UnheardText = Text(turn.UnheardText()),
            Model = turn.Reply.Model,
            IsInterrupted = turn.IsInterrupted,
            HasFiller = turn.HasFiller,
            Failure = turn.Reply.Failure,
            EndpointingMilliseconds = times.Since(times.Committed),
            FirstTokenMilliseconds = times.Since(times.FirstToken),
            FirstClauseMilliseconds = times.Since(times.FirstClause),
            FirstAudioMilliseconds = times.Since(times.FirstAudio),
            SentMilliseconds = times.Since(times.Sent),
            HeardMilliseconds = times.Since(times.Heard),
            Characters = turn.Characters,
            UnheardCharacters = turn.UnheardCharacters,
            PromptTokens = turn.Reply.PromptTokens,
            CompletionTokens = turn.Reply.CompletionTokens,
            DiscardedTokens = prompt + completion,
            CostNanos = figures.UnpricedServices.Count == 0 ? cost.Nanos : null,
        };
    }

    private DateTime At(TimeSpan elapsed) => UtcTime.ToMicrosecond(meters.AnsweredAt + elapsed);

    private string? Text(string? text) => keepsTexts && text is { Length: > 0 } ? text : null;
}
