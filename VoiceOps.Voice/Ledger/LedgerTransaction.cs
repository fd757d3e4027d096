using VoiceOps.Voice.Metering;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Ledger;

/// <summary>One balanced money movement; its entries sum to 0.</summary>
public sealed class LedgerTransaction
{
    /// <summary>The kind of a movement by which a call earns.</summary>
    public const string Usage = "usage";

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

    /// <summary>Until lots exist every second is overrun: receivable against usage revenue.</summary>
    public static LedgerTransaction Of(RevenuePosting posting)
    {
        return new LedgerTransaction
        {
            TransactionKey = posting.Key,
            Kind = Usage,
            AccountId = posting.AccountId,
            CallId = posting.CallId,
            TalkSeconds = posting.TalkSeconds,
            BilledSeconds = posting.BilledSeconds,
            OccurredAt = posting.OccurredAt,
            Entries =
            [
                Entry(LedgerAccounts.Receivable, posting.Earned),
                Entry(LedgerAccounts.UsageRevenue, -posting.Earned),
            ],
        };

        LedgerEntry Entry(string ledgerAccount, Money amount) => new()
        {
            AccountId = posting.AccountId,
            CallId = posting.CallId,
            LedgerAccount = ledgerAccount,
            AmountNanos = amount.Nanos,
            OccurredAt = posting.OccurredAt,
        };
    }
}
