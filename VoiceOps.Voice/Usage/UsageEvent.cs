namespace VoiceOps.Voice.Usage;

/// <summary>One billable fact, append-only. Every row is a delta, so plain sums are right.</summary>
public sealed class UsageEvent
{
    public long Id { get; init; }

    public required long CallId { get; init; }

    public required string Service { get; init; }

    public required string Operation { get; init; }

    public string? Model { get; init; }

    public required decimal UsageAmount { get; init; }

    public required string UsageUnit { get; init; }

    public required long UsageMicros { get; init; }

    public decimal? UnitCost { get; init; }

    public string? RateUnit { get; init; }

    /// <summary>Null when no price is known, never 0 in its place.</summary>
    public long? CostNanos { get; init; }

    public required string Basis { get; init; }

    public required string PricingSource { get; init; }

    public required string EventKey { get; init; }

    public long? CorrectsEventId { get; init; }

    public string? ProviderRequestId { get; init; }

    public required DateTime OccurredAt { get; init; }

    /// <summary>The time that reports date the row by.</summary>
    public required DateTime BookedAt { get; init; }

    public DateTime RecordedAt { get; set; }

    /// <summary>Of a designer's test call: real money at the providers, and none of the business's figures.</summary>
    public bool IsTest { get; set; }
}
