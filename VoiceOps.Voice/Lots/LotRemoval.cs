namespace VoiceOps.Voice.Lots;

/// <summary>Seconds that leave a lot without having been talked: paid back, or expired.</summary>
public sealed class LotRemoval
{
    /// <summary>Unused seconds were paid back.</summary>
    public const string Refund = "refund";

    /// <summary>The lot's time was over.</summary>
    public const string Expiry = "expiry";

    public long Id { get; init; }

    public required long LotId { get; init; }

    public long TransactionId { get; set; }

    public required string Kind { get; init; }

    public required long Seconds { get; init; }

    public required long ValueNanos { get; init; }

    /// <summary>How many seconds had been drawn by then: from here on what is left has a price of its own.</summary>
    public required long DrawnSeconds { get; init; }

    public required DateTime OccurredAt { get; init; }
}
