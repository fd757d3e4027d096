namespace VoiceOps.Voice.Ledger;

/// <summary>What a ledger transaction is about.</summary>
public static class LedgerKind
{
    /// <summary>A call has talked: draws from lots, and overrun.</summary>
    public const string Usage = "usage";

    /// <summary>Credit was paid for.</summary>
    public const string Purchase = "purchase";

    /// <summary>Part of a payment went to what was owed.</summary>
    public const string Settlement = "settlement";

    /// <summary>Credit was given that is worth nothing: bonus or promotional.</summary>
    public const string Grant = "grant";

    /// <summary>Credit was given back for a bad call.</summary>
    public const string ReCredit = "re-credit";

    /// <summary>Unused credit was paid back.</summary>
    public const string Refund = "refund";

    /// <summary>A used call was paid back.</summary>
    public const string CallRefund = "call-refund";

    /// <summary>A lot's time was over.</summary>
    public const string Expiry = "expiry";
}
