using Microsoft.EntityFrameworkCore;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.TieOut;

/// <summary>Each call's total and each account's balance, which lists and panels read, against the rows that they sum. In blocks, so that it never holds much.</summary>
internal static class TotalsAgainstRows
{
    private const int CallsAtOnce = 5_000;

    public static async Task<IReadOnlyList<TieOutRow>> FindAsync(VoiceOpsContext context, CancellationToken cancellationToken)
    {
        var rows = new List<TieOutRow>();
        var last = Math.Max(
            await context.CallsAndTests.MaxAsync(call => (long?)call.Id, cancellationToken) ?? 0, await context.CallTotals.MaxAsync(total => (long?)total.CallId, cancellationToken) ?? 0);
        for (var after = 0L; after < last; after += CallsAtOnce)
        {
            rows.AddRange(await CallsAsync(context, after, after + CallsAtOnce, cancellationToken));
        }

        rows.AddRange(await BalancesAsync(context, cancellationToken));
        rows.AddRange(await WasteAsync(context, cancellationToken));
        return rows;
    }

    private static async Task<IEnumerable<TieOutRow>> CallsAsync(VoiceOpsContext context, long after, long upTo, CancellationToken cancellationToken)
    {
        var costs = await context.UsageEventsAndTests.Where(row => row.CallId > after && row.CallId <= upTo)
            .GroupBy(row => row.CallId).Select(call => new { call.Key, Nanos = call.Sum(row => row.CostNanos ?? 0) }).ToDictionaryAsync(call => call.Key, call => call.Nanos, cancellationToken);
        var revenues = await context.LedgerEntries.Where(entry => entry.CallId > after && entry.CallId <= upTo && LedgerAccounts.Recognized.Contains(entry.LedgerAccount))
            .GroupBy(entry => entry.CallId!.Value).Select(call => new { call.Key, Nanos = -call.Sum(entry => entry.AmountNanos) }).ToDictionaryAsync(call => call.Key, call => call.Nanos, cancellationToken);
        var totals = await context.CallTotals.AsNoTracking().Where(total => total.CallId > after && total.CallId <= upTo).ToDictionaryAsync(total => total.CallId, cancellationToken);
        return costs.Keys.Union(revenues.Keys).Union(totals.Keys).Order().SelectMany(call => Differences(
            ($"Cost of call {call}", costs.GetValueOrDefault(call), totals.GetValueOrDefault(call)?.CostNanos ?? 0),
            ($"Revenue of call {call}", revenues.GetValueOrDefault(call), totals.GetValueOrDefault(call)?.RevenueNanos ?? 0)));
    }

    private static async Task<IEnumerable<TieOutRow>> BalancesAsync(VoiceOpsContext context, CancellationToken cancellationToken)
    {
        var sums = await context.LedgerEntries.GroupBy(entry => new { entry.LedgerAccount, entry.AccountId })
            .Select(account => new { account.Key, Nanos = account.Sum(entry => entry.AmountNanos) }).ToDictionaryAsync(account => (account.Key.LedgerAccount, account.Key.AccountId), account => account.Nanos, cancellationToken);
        var balances = await context.LedgerBalances.AsNoTracking().ToDictionaryAsync(balance => (balance.LedgerAccount, balance.AccountId), balance => balance.AmountNanos, cancellationToken);
        return sums.Keys.Union(balances.Keys).Order().SelectMany(account => Differences(
            ($"Balance of {account.LedgerAccount}, account {account.AccountId}", sums.GetValueOrDefault(account), balances.GetValueOrDefault(account))));
    }

    private static async Task<IEnumerable<TieOutRow>> WasteAsync(VoiceOpsContext context, CancellationToken cancellationToken) => Differences(
        ("Waste of all calls", await context.Calls.SumAsync(call => call.WasteNanos ?? 0, cancellationToken), await context.CallRollups.SumAsync(row => row.WasteNanos, cancellationToken)));

    private static IEnumerable<TieOutRow> Differences(params IEnumerable<(string What, long Expected, long Found)> sums) => sums
        .Where(sum => sum.Expected != sum.Found)
        .Select(sum => new TieOutRow { What = sum.What, Expected = new Money(sum.Expected), Found = new Money(sum.Found) });
}
