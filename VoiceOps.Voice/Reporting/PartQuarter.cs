using Microsoft.EntityFrameworkCore;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Ledger;

namespace VoiceOps.Voice.Reporting;

/// <summary>The same sums as the rollups', from the rows themselves, for less than a quarter of an hour.</summary>
internal static class PartQuarter
{
    public static Task<List<CostSum>> CostsAsync(VoiceOpsContext context, DateTime start, DateTime end, CancellationToken cancellationToken) =>
        context.UsageEvents
            .Where(row => row.BookedAt >= start && row.BookedAt < end)
            .GroupBy(row => new { row.Service, row.Operation, row.Model, row.Basis })
            .Select(rows => new CostSum
            {
                Service = rows.Key.Service,
                Operation = rows.Key.Operation,
                Model = rows.Key.Model,
                Basis = rows.Key.Basis,
                UsageMicros = rows.Sum(row => row.UsageMicros),
                CostNanos = rows.Sum(row => row.CostNanos ?? 0),
                UnpricedEvents = rows.AsQueryable().Sum(UnpricedCount.OfRow),
            })
            .ToListAsync(cancellationToken);

    public static async Task<CallSum> CallsAsync(VoiceOpsContext context, DateTime start, DateTime end, CancellationToken cancellationToken) => new()
    {
        Calls = await context.Calls.LongCountAsync(call => call.StartedAt >= start && call.StartedAt < end, cancellationToken),
        TalkSeconds = await context.LedgerTransactions
            .Where(row => row.OccurredAt >= start && row.OccurredAt < end)
            .SumAsync(row => row.TalkSeconds, cancellationToken),
        // The account is not in the filter: the planner would walk all entries of that account rather than this moment's.
        RevenueNanos = -await context.LedgerEntries
            .Where(row => row.OccurredAt >= start && row.OccurredAt < end)
            .SumAsync(row => LedgerAccounts.Recognized.Contains(row.LedgerAccount) ? row.AmountNanos : 0, cancellationToken),
    };
}
