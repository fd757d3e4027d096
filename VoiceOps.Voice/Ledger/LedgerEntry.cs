using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Ledger;

/// <summary>One side of a ledger transaction.</summary>
public sealed class LedgerEntry
{
    public long Id { get; init; }

    public long TransactionId { get; set; }

    public required long AccountId { get; init; }

    public long? CallId { get; init; }

    public required string LedgerAccount { get; init; }

    public required long AmountNanos { get; init; }

    public required DateTime OccurredAt { get; init; }

    internal Money Amount => new(AmountNanos);
}
