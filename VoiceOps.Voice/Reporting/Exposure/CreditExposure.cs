using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Reporting.Exposure;

/// <summary>What is owed to customers in talk, what they owe, and what it will cost to deliver; of all accounts, now.</summary>
public sealed record CreditExposure
{
    /// <summary>Seconds left that were paid for, or given back for a bad call.</summary>
    public required long PaidSeconds { get; init; }

    /// <summary>Seconds left that earn nothing: promotional and bonus.</summary>
    public required long FreeSeconds { get; init; }

    /// <summary>Deferred revenue: what the lots have left in value.</summary>
    public required Money Liability { get; init; }

    public required Money Receivable { get; init; }

    /// <summary>What is left by when it expires; every step is there, empty ones too.</summary>
    public required IReadOnlyList<ExpiryStep> Ladder { get; init; }

    /// <summary>Dollars a talk minute over the last 30 days; null without talk, or while none of it has a price.</summary>
    public required decimal? CostPerMinute { get; init; }

    /// <summary>The same of the call that 95 of 100 calls are cheaper than; null without calls.</summary>
    public required decimal? CostPerMinuteP95 { get; init; }

    public long Seconds => PaidSeconds + FreeSeconds;

    /// <summary>What all outstanding minutes will cost, in dollars.</summary>
    public decimal? CostToFulfil => CostPerMinute * Seconds / 60;

    public decimal? CostToFulfilP95 => CostPerMinuteP95 * Seconds / 60;
}
