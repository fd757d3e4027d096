using VoiceOps.Voice.Calls.Journal;

namespace VoiceOps.Web.Calls;

/// <summary>The wait of one turn in its parts, in the order in which they follow one another.</summary>
public static class TurnPhases
{
    /// <summary>Every part there is: its name, and the class that gives it its color and pattern.</summary>
    public static IReadOnlyList<(string Name, string Class)> All { get; } =
        [("endpointing", "ph-end"), ("first token", "ph-token"), ("first clause", "ph-clause"), ("first audio", "ph-audio"),
            ("sent", "ph-sent"), ("heard", "ph-heard")];

    /// <summary>
    /// The parts that were measured, each from where the one before ended. What happened earlier than its place in the order (a
    /// model that was asked before the caller's turn counted as ended) took no time of its own and has no part.
    /// </summary>
    public static IReadOnlyList<TurnPhase> Of(CallTurn turn)
    {
        int?[] until =
        [
            turn.EndpointingMilliseconds, turn.FirstTokenMilliseconds, turn.FirstClauseMilliseconds, turn.FirstAudioMilliseconds,
            turn.SentMilliseconds, turn.HeardMilliseconds,
        ];
        var phases = new List<TurnPhase>();
        var reached = 0;
        for (var index = 0; index < until.Length; index++)
        {
            if (until[index] is { } at && at > reached)
            {
                phases.Add(new TurnPhase(All[index].Name, All[index].Class, reached, at));
                reached = at;
            }
        }

        return phases;
    }

    /// <summary>How long the caller waited, as far as it is known: until the first sound was heard, else sent, else whatever came last.</summary>
    public static int? WaitOf(CallTurn turn) => turn.HeardMilliseconds ?? turn.SentMilliseconds ?? (Of(turn) is [.., var last] ? last.To : null);
}
