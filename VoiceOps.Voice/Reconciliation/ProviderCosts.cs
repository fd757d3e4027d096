using Microsoft.EntityFrameworkCore;
using VoiceOps.Voice.Calls.Journal;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Reporting;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Reconciliation;

/// <summary>
/// What the books hold of all that providers bill: the business's rollups, and beside them designers' test calls, which are no
/// part of the business's figures but cost at the providers what any call does.
/// </summary>
internal static class ProviderCosts
{
    // A row of a test is booked while the call is on, so it began within a day before.
    private static readonly TimeSpan LongestCall = TimeSpan.FromDays(1);

    /// <summary>Buckets may overlap, as the periods of invoices do.</summary>
    public static async Task<List<CostSum>> ReadAsync(VoiceOpsContext context, IReadOnlyList<SeriesBucket> buckets, CancellationToken cancellationToken)
    {
        var sums = await RollupSums.CostsAsync(context, buckets, cancellationToken);
        var tests = await TestsAsync(context, buckets.Min(bucket => bucket.Start), buckets.Max(bucket => bucket.End), cancellationToken);
        for (var index = 0; index < buckets.Count; index++)
        {
            var bucket = buckets[index];
            sums.AddRange(tests.Where(row => row.BookedAt >= bucket.Start && row.BookedAt < bucket.End)
                .GroupBy(row => (row.Service, row.Operation, row.Model, row.Basis))
                .Select(rows => new CostSum
                {
                    Bucket = index,
                    Service = rows.Key.Service,
                    Operation = rows.Key.Operation,
                    Model = rows.Key.Model,
                    Basis = rows.Key.Basis,
                    UsageMicros = rows.Sum(row => row.UsageMicros),
                    CostNanos = rows.Sum(row => row.CostNanos ?? 0),
                    UnpricedEvents = rows.Sum(UnpricedCount.Of),
                }));
        }

        return sums;
    }

    // By the calls, of which few are tests: the rows have no index that would find them.
    private static Task<List<UsageEvent>> TestsAsync(VoiceOpsContext context, DateTime from, DateTime to, CancellationToken cancellationToken)
    {
        var earliest = from - LongestCall;
        return context.CallsAndTests.AsNoTracking().Where(call => call.Direction == CallDirection.Test && call.CreatedAt >= earliest && call.CreatedAt < to)
            .Join(context.UsageEventsAndTests.AsNoTracking(), call => call.Id, row => row.CallId, (_, row) => row)
            .Where(row => row.BookedAt >= from && row.BookedAt < to)
            .ToListAsync(cancellationToken);
    }
}
