namespace VoiceOps.Voice.Lots;

/// <summary>Seconds that a call has drawn from a lot, and what they have earned: a difference, negative for seconds that it gives back.</summary>
public sealed class CreditDraw
{
    public long Id { get; init; }

    public required long LotId { get; init; }

    public required long CallId { get; init; }

    /// <summary>The ledger transaction that it is part of.</summary>
    public required long TransactionId { get; init; }

    public required long Seconds { get; init; }

    public required long ValueNanos { get; init; }

    public required DateTime OccurredAt { get; init; }
}
