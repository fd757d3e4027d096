namespace VoiceOps.Voice.Ledger;

/// <summary>Sums of <c>api_call_events</c> per quarter of an hour (UTC, by <c>booked_at</c>), kept in the same transaction as the rows.</summary>
public sealed class CostRollup
{
    public required DateTime QuarterStart { get; init; }

    public required string Service { get; init; }

    public required string Operation { get; init; }

    /// <summary>Empty where the provider has no model: a key column cannot be null.</summary>
    public required string Model { get; init; }

    public required string Basis { get; init; }

    public required string PricingSource { get; init; }

    public required long UsageMicros { get; init; }

    public required long CostNanos { get; init; }

    public required long EventCount { get; init; }

    public required long UnpricedCount { get; init; }
}
