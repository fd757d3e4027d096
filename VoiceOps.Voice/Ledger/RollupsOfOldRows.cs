using Microsoft.EntityFrameworkCore;
using VoiceOps.Voice.Data;

namespace VoiceOps.Voice.Ledger;

/// <summary>Sums the rows of a database from before there were <c>call_totals</c>, <c>ledger_balances</c> and <c>hourly_costs</c>, once.</summary>
internal static class RollupsOfOldRows
{
    private const string CallTotals = $"""
        INSERT INTO call_totals (call_id, cost_nanos, revenue_nanos, event_count, unpriced_count)
        SELECT call_id, SUM(COALESCE(cost_nanos, 0)), 0, COUNT(*), SUM(CASE WHEN cost_nanos IS NOT NULL THEN 0 WHEN corrects_event_id IS NULL THEN 1 ELSE -1 END)
        FROM api_call_events GROUP BY call_id;

        INSERT INTO call_totals (call_id, cost_nanos, revenue_nanos, event_count, unpriced_count)
        SELECT call_id, 0, -SUM(amount_nanos), 0, 0
        FROM ledger_entries WHERE call_id IS NOT NULL AND ledger_account = '{LedgerAccounts.UsageRevenue}' GROUP BY call_id
        ON CONFLICT (call_id) DO UPDATE SET revenue_nanos = excluded.revenue_nanos;
        """;

    private const string Balances = """
        INSERT INTO ledger_balances (ledger_account, account_id, amount_nanos)
        SELECT ledger_account, account_id, SUM(amount_nanos) FROM ledger_entries GROUP BY ledger_account, account_id;
        """;

    public static async Task SumAsync(VoiceOpsContext context, CancellationToken cancellationToken)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        // Ten million rows take half a minute, longer than a statement may otherwise.
        context.Database.SetCommandTimeout(TimeSpan.FromMinutes(30));
        if (!await context.CallTotals.AnyAsync(cancellationToken) && await context.UsageEvents.AnyAsync(cancellationToken))
        {
            await context.Database.ExecuteSqlRawAsync(CallTotals, cancellationToken);
        }

        if (!await context.LedgerBalances.AnyAsync(cancellationToken) && await context.LedgerEntries.AnyAsync(cancellationToken))
        {
            await context.Database.ExecuteSqlRawAsync(Balances, cancellationToken);
        }

        if (!await context.HourlyCosts.AnyAsync(cancellationToken))
        {
            await SumHoursAsync(context, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    // Here rather than in SQL, which has no common words for the hour of a time; day by day, so that it never holds much.
    private static async Task SumHoursAsync(VoiceOpsContext context, CancellationToken cancellationToken)
    {
        using var hours = new TableWriter<HourlyCost>(context, OnConflict.Fail);
        var last = await context.CostRollups.MaxAsync(row => (DateTime?)row.QuarterStart, cancellationToken);
        var first = await context.CostRollups.MinAsync(row => (DateTime?)row.QuarterStart, cancellationToken);
        for (var day = first?.Date; day <= last; day = day.Value.AddDays(1))
        {
            var (start, end) = (DateTime.SpecifyKind(day.Value, DateTimeKind.Utc), DateTime.SpecifyKind(day.Value.AddDays(1), DateTimeKind.Utc));
            hours.WriteAll(HourlyCost.Of(
                await context.CostRollups.AsNoTracking().Where(row => row.QuarterStart >= start && row.QuarterStart < end).ToListAsync(cancellationToken)));
        }
    }
}
