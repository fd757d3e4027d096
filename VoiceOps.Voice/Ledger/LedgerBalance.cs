namespace VoiceOps.Voice.Ledger;

/// <summary>What one account's entries in one ledger account add up to, kept in the same transaction as the entries.</summary>
public sealed class LedgerBalance
{
    public required string LedgerAccount { get; init; }

    public required long AccountId { get; init; }

    public required long AmountNanos { get; init; }
}
