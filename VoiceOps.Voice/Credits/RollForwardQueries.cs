using Microsoft.EntityFrameworkCore;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Credits;

/// <summary>The roll-forward of deferred revenue, of one account or of all.</summary>
public sealed class RollForwardQueries(IDbContextFactory<VoiceOpsContext> contexts)
{
    /// <summary>From <paramref name="start"/> until just before <paramref name="end"/>, in UTC.</summary>
    public async Task<RollForward> ReadAsync(DateTime start, DateTime end, long? accountId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.OpenAsync(cancellationToken);
        var sums = await (
            from entry in context.LedgerEntries.Where(entry => entry.OccurredAt < end && (accountId == null || entry.AccountId == accountId))
            join movement in context.LedgerTransactions on entry.TransactionId equals movement.Id
            group entry by new { entry.LedgerAccount, movement.Kind, IsBefore = entry.OccurredAt < start } into entries
            select new { entries.Key.LedgerAccount, entries.Key.Kind, entries.Key.IsBefore, Nanos = entries.Sum(entry => entry.AmountNanos) })
            .ToListAsync(cancellationToken);
        return new RollForward
        {
            Opening = Sum(LedgerAccounts.DeferredRevenue, isBefore: true),
            Purchases = Sum(LedgerAccounts.DeferredRevenue, isBefore: false, LedgerKind.Purchase, LedgerKind.Grant),
            ReCredits = Sum(LedgerAccounts.DeferredRevenue, isBefore: false, LedgerKind.ReCredit),
            Drawn = -Sum(LedgerAccounts.DeferredRevenue, isBefore: false, LedgerKind.Usage),
            Refunds = -Sum(LedgerAccounts.DeferredRevenue, isBefore: false, LedgerKind.Refund),
            Breakage = -Sum(LedgerAccounts.DeferredRevenue, isBefore: false, LedgerKind.Expiry),
            Closing = Sum(LedgerAccounts.DeferredRevenue, isBefore: null),
            Cash = -Sum(LedgerAccounts.Cash, isBefore: false),
            Receivable = -Sum(LedgerAccounts.Receivable, isBefore: false),
            RecognizedRevenue = new Money(LedgerAccounts.Recognized.Sum(account => Sum(account, isBefore: false).Nanos)),
        };

        // Credits are negative in the books: what they add to what is owed, or earned, is the sum with its sign turned.
        Money Sum(string account, bool? isBefore, params string[] kinds) => -new Money(sums
            .Where(sum => sum.LedgerAccount == account && (isBefore is null || sum.IsBefore == isBefore) && (kinds.Length == 0 || kinds.Contains(sum.Kind)))
            .Sum(sum => sum.Nanos));
    }
}
