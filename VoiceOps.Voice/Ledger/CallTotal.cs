namespace VoiceOps.Voice.Ledger;

/// <summary>Sums of one call's rows, kept in the same transaction as the rows, so that lists of calls need not sum them.</summary>
public sealed class CallTotal
{
    public required long CallId { get; init; }

    /// <summary>Of the rows that have a price.</summary>
    public required long CostNanos { get; init; }

    public required long RevenueNanos { get; init; }

    public required long EventCount { get; init; }

    public required long UnpricedCount { get; init; }
}
