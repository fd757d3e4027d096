namespace VoiceOps.Voice.Ledger;

/// <summary>The books' accounts. Debits are positive, credits negative, so every transaction sums to 0 and revenue stands negative.</summary>
public static class LedgerAccounts
{
    public const string Cash = "cash";
    public const string DeferredRevenue = "deferred_revenue";
    public const string UsageRevenue = "usage_revenue";

    /// <summary>Contra revenue: what was given back for used minutes.</summary>
    public const string Refunds = "refunds";

    public const string Breakage = "breakage";
    public const string Receivable = "receivable";

    /// <summary>The accounts whose sum, with its sign turned, is the recognized revenue of the P&amp;L.</summary>
    public static IReadOnlyList<string> Recognized { get; } = [UsageRevenue, Refunds, Breakage];

    /// <summary>What entries add to the recognized revenue, in nano-dollars.</summary>
    public static long RecognizedOf(IEnumerable<LedgerEntry> entries) => -entries.Where(entry => Recognized.Contains(entry.LedgerAccount)).Sum(entry => entry.AmountNanos);
}
