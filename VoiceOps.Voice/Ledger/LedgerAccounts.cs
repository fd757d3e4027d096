namespace VoiceOps.Voice.Ledger;

/// <summary>The books' accounts. Debits are positive, credits negative, so every transaction sums to 0 and revenue stands negative.</summary>
public static class LedgerAccounts
{
    public const string Receivable = "receivable";
    public const string UsageRevenue = "usage_revenue";
}
