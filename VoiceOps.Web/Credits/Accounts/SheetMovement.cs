using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Web.Credits.Accounts;

/// <summary>One movement of an account's ledger, and its balance after it: what its credit is worth, less what it owes.</summary>
public sealed record SheetMovement(LedgerTransaction Transaction, Money Change, Money Balance)
{
    /// <summary>Of the last movements, newest first, whose last balance is known.</summary>
    internal static IReadOnlyList<SheetMovement> Of(IReadOnlyList<LedgerTransaction> newestFirst, Money balance)
    {
        var rows = new List<SheetMovement>();
        foreach (var transaction in newestFirst)
        {
            // A credit of deferred revenue and a debit of the receivable have opposite signs in the books, and opposite meanings for the customer.
            var change = -new Money(transaction.Entries
                .Where(entry => entry.LedgerAccount is LedgerAccounts.DeferredRevenue or LedgerAccounts.Receivable).Sum(entry => entry.AmountNanos));
            rows.Add(new SheetMovement(transaction, change, balance));
            balance -= change;
        }

        return rows;
    }
}
