using VoiceOps.Voice.Calls.Journal;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Reporting;

/// <summary>A call with every row behind its figures.</summary>
public sealed record CallLedger
{
    public required RecentCall Call { get; init; }

    public required string? ToNumber { get; init; }

    public required string AppVersion { get; init; }

    public required decimal PricePerMinute { get; init; }

    public required int BillingIncrementSeconds { get; init; }

    /// <summary>In ledger order.</summary>
    public required IReadOnlyList<UsageEvent> Events { get; init; }

    public required IReadOnlyList<LedgerTransaction> Transactions { get; init; }

    /// <summary>In order.</summary>
    public required IReadOnlyList<CallTurn> Turns { get; init; }

    public required WasteTotals Waste { get; init; }

    /// <summary>What is priced of the turns.</summary>
    public Money TurnsCost => new(Turns.Sum(turn => turn.CostNanos ?? 0));

    /// <summary>A turn had usage without a price: what is known of it is in <see cref="CostAfterTurns"/>.</summary>
    public bool HasUnpricedTurns => Turns.Any(turn => turn.CostNanos is null);

    /// <summary>The rest of the call's cost, so that turns and this are all of it: what was used after the last turn, and what was corrected since.</summary>
    public Money CostAfterTurns => Call.Cost - TurnsCost;
}
