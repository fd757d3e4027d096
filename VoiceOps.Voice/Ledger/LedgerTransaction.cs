namespace VoiceOps.Voice.Ledger;

/// <summary>One balanced money movement; its entries sum to 0.</summary>
public sealed class LedgerTransaction
{
    public long Id { get; set; }

    /// <summary>Unique: the same movement twice is one.</summary>
    public required string TransactionKey { get; init; }

    public required string Kind { get; init; }

    public required long AccountId { get; init; }

    public long? CallId { get; init; }

    /// <summary>Seconds of talk that this movement accounts for (a difference; may be negative).</summary>
    public required long TalkSeconds { get; init; }

    /// <summary>Seconds billed to the account, in its own steps.</summary>
    public required long BilledSeconds { get; init; }

    public required DateTime OccurredAt { get; init; }

    public DateTime RecordedAt { get; set; }

    public List<LedgerEntry> Entries { get; init; } = [];
}
