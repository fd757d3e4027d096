using Microsoft.EntityFrameworkCore;
using VoiceOps.Voice.Accounts;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Web.Why.Explanations;

/// <summary>The ledger transactions behind a revenue.</summary>
internal static class RevenueRows
{
    public static async Task<IReadOnlyList<RevenuePart>> PartsAsync(VoiceOpsContext context, DateTime start, DateTime end, CancellationToken cancellationToken)
    {
        var accounts = await context.Accounts.AsNoTracking().ToDictionaryAsync(account => account.Id, account => account.Name, cancellationToken);
        // Seconds and amounts are summed apart: a transaction may have several entries of revenue, and has its seconds once.
        var seconds = await (
            from row in Rows(context, start, end)
            from call in context.Calls.Where(call => call.Id == row.CallId).DefaultIfEmpty()
            group row by new { row.AccountId, Price = (decimal?)call.PricePerMinute } into rows
            select new
            {
                rows.Key.AccountId,
                rows.Key.Price,
                Count = rows.LongCount(),
                TalkSeconds = rows.Sum(row => row.TalkSeconds),
                BilledSeconds = rows.Sum(row => row.BilledSeconds),
            }).ToListAsync(cancellationToken);
        var amounts = await (
            from row in Rows(context, start, end)
            from entry in context.LedgerEntries.Where(entry => entry.TransactionId == row.Id && LedgerAccounts.Recognized.Contains(entry.LedgerAccount))
            from call in context.Calls.Where(call => call.Id == row.CallId).DefaultIfEmpty()
            group entry by new { row.AccountId, Price = (decimal?)call.PricePerMinute } into entries
            select new { entries.Key.AccountId, entries.Key.Price, Nanos = entries.Sum(entry => entry.AmountNanos) }).ToListAsync(cancellationToken);
        return [.. seconds.Select(sum => new RevenuePart
        {
            Account = accounts.GetValueOrDefault(sum.AccountId),
            PricePerMinute = sum.Price ?? 0,
            TalkSeconds = sum.TalkSeconds,
            BilledSeconds = sum.BilledSeconds,
            Revenue = new Money(-amounts.Where(amount => amount.AccountId == sum.AccountId && amount.Price == sum.Price).Sum(amount => amount.Nanos)),
            Movements = sum.Count,
        }).OrderByDescending(part => part.Revenue).ThenBy(part => part.Account, StringComparer.Ordinal)];
    }

    /// <summary>One more than a page, so that it is known whether there is another.</summary>
    public static async Task<IReadOnlyList<RevenueRow>> PageAsync(
        VoiceOpsContext context, DateTime start, DateTime end, long? before, CancellationToken cancellationToken)
    {
        var rows = await Rows(context, start, end).Include(row => row.Entries).Where(row => before == null || row.Id < before)
            .OrderByDescending(row => row.Id).Take(FigureExplanation.PageSize + 1).ToListAsync(cancellationToken);
        return rows.ConvertAll(row => new RevenueRow
        {
            Id = row.Id,
            CallId = row.CallId,
            Key = row.TransactionKey,
            OccurredAt = row.OccurredAt,
            TalkSeconds = row.TalkSeconds,
            BilledSeconds = row.BilledSeconds,
            Revenue = new Money(LedgerAccounts.RecognizedOf(row.Entries)),
        });
    }

    private static IQueryable<LedgerTransaction> Rows(VoiceOpsContext context, DateTime start, DateTime end) =>
        context.LedgerTransactions.AsNoTracking().Where(row => row.OccurredAt >= start && row.OccurredAt < end);
}
