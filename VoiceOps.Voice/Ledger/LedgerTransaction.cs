using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Ledger;

/// <summary>One balanced money movement; its entries sum to 0.</summary>
public sealed class LedgerTransaction
{
    public long Id { get; set; }

    /// <summary>Unique: the same movement twice is one.</summary>
    public required string TransactionKey { get; init; }

    /// <summary>One of <see cref="LedgerKind"/>.</summary>
    public required string Kind { get; init; }

    public required long AccountId { get; init; }

    public long? CallId { get; init; }

    /// <summary>Seconds of talk that this movement accounts for (a difference; may be negative).</summary>
    public long TalkSeconds { get; init; }

    /// <summary>Seconds billed to the account, in its own steps.</summary>
    public long BilledSeconds { get; init; }

    public required DateTime OccurredAt { get; init; }

    public DateTime RecordedAt { get; set; }

    /// <summary>Why, where somebody decided it.</summary>
    public string? Reason { get; init; }

    public string? CreatedBy { get; init; }

    public List<LedgerEntry> Entries { get; init; } = [];

    /// <summary>Adds one side. Nothing is written for an amount of zero.</summary>
    public LedgerTransaction With(string ledgerAccount, Money amount)
    {
        if (amount != Money.Zero)
        {
            Entries.Add(new LedgerEntry
            {
                AccountId = AccountId,
                CallId = CallId,
                LedgerAccount = ledgerAccount,
                AmountNanos = amount.Nanos,
                OccurredAt = OccurredAt,
            });
        }

        return this;
    }
}
