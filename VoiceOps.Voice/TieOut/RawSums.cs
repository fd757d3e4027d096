using Microsoft.EntityFrameworkCore;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Reporting;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.TieOut;

/// <summary>What the rollups of a stretch should hold, worked out from the rows by the database rather than by the writer's code.</summary>
internal static class RawSums
{
    private const int QuarterMinutes = 15;

    public static Task<List<CostRollup>> CostsAsync(VoiceOpsContext context, DateTime start, DateTime end, CancellationToken cancellationToken)
    {
        var quarters = Quarters(start, end);
        var sql = $"""
            {RollupSums.Buckets(context, quarters)}
            SELECT b.bucket, e.service, e.operation, COALESCE(e.model, ''), e.basis, e.pricing_source,
                CAST(SUM(e.usage_micros) AS bigint), CAST(SUM(COALESCE(e.cost_nanos, 0)) AS bigint),
                CAST(COUNT(*) AS bigint), CAST(SUM({UnpricedCount.Sql}) AS bigint)
            FROM buckets b CROSS JOIN api_call_events e
            WHERE e.booked_at >= b.starts AND e.booked_at < b.ends AND e.is_test = FALSE
            GROUP BY b.bucket, e.service, e.operation, COALESCE(e.model, ''), e.basis, e.pricing_source
            """;
        return RollupSums.ReadAsync(context, sql, row => new CostRollup
        {
            QuarterStart = quarters[row.GetInt32(0)].Start,
            Service = row.GetString(1),
            Operation = row.GetString(2),
            Model = row.GetString(3),
            Basis = row.GetString(4),
            PricingSource = row.GetString(5),
            UsageMicros = row.GetInt64(6),
            CostNanos = row.GetInt64(7),
            EventCount = row.GetInt64(8),
            UnpricedCount = row.GetInt64(9),
        }, cancellationToken);
    }

    public static async Task<List<CallRollup>> CallsAsync(VoiceOpsContext context, DateTime start, DateTime end, CancellationToken cancellationToken)
    {
        var answered = await context.Calls.Where(call => call.StartedAt >= start && call.StartedAt < end)
            .Select(call => call.StartedAt!.Value).ToListAsync(cancellationToken);
        var talked = await context.LedgerTransactions.Where(row => row.OccurredAt >= start && row.OccurredAt < end)
            .Select(row => new { row.OccurredAt, row.TalkSeconds }).ToListAsync(cancellationToken);
        // The account is not in the filter: the planner would walk all entries of that account rather than this day's.
        var earned = await context.LedgerEntries.Where(row => row.OccurredAt >= start && row.OccurredAt < end)
            .Select(row => new { row.OccurredAt, Nanos = LedgerAccounts.Recognized.Contains(row.LedgerAccount) ? -row.AmountNanos : 0 }).ToListAsync(cancellationToken);
        return [.. answered.Select(at => (At: at, Calls: 1L, Seconds: 0L, Nanos: 0L))
            .Concat(talked.Select(row => (At: row.OccurredAt, Calls: 0L, Seconds: row.TalkSeconds, Nanos: 0L)))
            .Concat(earned.Select(row => (At: row.OccurredAt, Calls: 0L, Seconds: 0L, row.Nanos)))
            .GroupBy(fact => UtcTime.QuarterStart(fact.At))
            .Select(facts => new CallRollup
            {
                QuarterStart = facts.Key,
                CallCount = facts.Sum(fact => fact.Calls),
                TalkSeconds = facts.Sum(fact => fact.Seconds),
                RevenueNanos = facts.Sum(fact => fact.Nanos),
            })];
    }

    /// <summary>The earliest moment that any row, rollup or call is dated by; null when there is none.</summary>
    public static async Task<DateTime?> FirstAsync(VoiceOpsContext context, CancellationToken cancellationToken)
    {
        DateTime?[] firsts =
        [
            await context.UsageEvents.MinAsync(row => (DateTime?)row.BookedAt, cancellationToken),
            await context.CostRollups.MinAsync(row => (DateTime?)row.QuarterStart, cancellationToken),
            await context.CallRollups.MinAsync(row => (DateTime?)row.QuarterStart, cancellationToken),
            await context.LedgerTransactions.MinAsync(row => (DateTime?)row.OccurredAt, cancellationToken),
            await context.Calls.MinAsync(call => call.StartedAt, cancellationToken),
        ];
        return firsts.Min();
    }

    private static List<SeriesBucket> Quarters(DateTime start, DateTime end)
    {
        var quarters = new List<SeriesBucket>();
        for (var quarter = start; quarter < end; quarter = quarter.AddMinutes(QuarterMinutes))
        {
            quarters.Add(new SeriesBucket(quarter, quarter.AddMinutes(QuarterMinutes), ""));
        }

        return quarters;
    }
}
