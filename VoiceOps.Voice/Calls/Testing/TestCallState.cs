using VoiceOps.Voice.Calls.Journal;
using VoiceOps.Voice.Conversation;
using VoiceOps.Voice.Conversation.Turns;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Calls.Testing;

/// <summary>A test call as its designer sees it.</summary>
internal sealed record TestCallState
{
    public required bool IsOn { get; init; }

    public required TimeSpan Elapsed { get; init; }

    public required IReadOnlyDictionary<string, Money> CostByService { get; init; }

    public required bool HasUnpriced { get; init; }

    public string? EndedReason { get; init; }

    public string? EndedDetail { get; init; }

    /// <summary>Those that are over, in order.</summary>
    public required IReadOnlyList<CallTurn> Turns { get; init; }

    /// <summary>Null when the call is over, and before its first word.</summary>
    public WordsOnAir? Words { get; init; }

    /// <summary>The turn that is no row yet.</summary>
    public bool IsTurnOn => Words is { Turn: > 0 } words && Turns.All(turn => turn.Number < words.Turn);

    public Money Cost => new(CostByService.Values.Sum(cost => cost.Nanos));
}
