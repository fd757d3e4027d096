using Microsoft.EntityFrameworkCore;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Reconciliation.Prices;
using VoiceOps.Voice.Repricing;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.TieOut;

/// <summary>The meters that somebody has corrected since: their rows, corrections included, against what the corrections claim. Those of designers' tests too: prices are booked for them as for any call. In blocks, so that it never holds much.</summary>
internal static class CorrectedMeters
{
    private const int CallsAtOnce = 500;

    /// <summary>How many there are, and what is wrong with them.</summary>
    public static async Task<(long Meters, IReadOnlyList<TieOutRow> Rows)> FindAsync(VoiceOpsContext context, CancellationToken cancellationToken)
    {
        var calls = await context.UsageEventsAndTests.Where(row => row.CorrectsEventId != null).Select(row => row.CallId)
            .Union(context.ProviderPrices.Where(price => price.BilledAt != null).Select(price => price.CallId))
            .ToListAsync(cancellationToken);
        var (meters, rows) = (0L, new List<TieOutRow>());
        foreach (var block in calls.Order().Chunk(CallsAtOnce))
        {
            var corrected = await RowsAsync(context, block, cancellationToken);
            var ofMeters = corrected.GroupBy(row => (row.CallId, row.Service, row.Operation, row.Model)).Where(IsCorrected).ToList();
            meters += ofMeters.Count;
            rows.AddRange(ofMeters.SelectMany(meter => RepricedRows.Differences([.. meter])));
            // A provider is asked by call, or by request where a call has several.
            rows.AddRange(corrected.GroupBy(row => (row.CallId, row.Service, row.Operation, row.ProviderRequestId)).Where(IsCorrected)
                .SelectMany(answer => BilledRows.Differences([.. answer])));
            var told = await context.ProviderPrices.AsNoTracking().Where(price => price.BilledAt != null && block.Contains(price.CallId)).OrderBy(price => price.Id).ToListAsync(cancellationToken);
            var ofCalls = corrected.ToLookup(row => row.CallId);
            rows.AddRange(told.SelectMany(price => BilledRows.Differences(price, ofCalls[price.CallId])));
        }

        return (meters, rows);
    }

    private static bool IsCorrected(IEnumerable<UsageEvent> rows) => rows.Any(row => row.CorrectsEventId is not null);

    // Of the operations alone that are corrected: the others' rows are most of a call's.
    private static async Task<IReadOnlyList<UsageEvent>> RowsAsync(VoiceOpsContext context, long[] calls, CancellationToken cancellationToken)
    {
        var operations = await context.UsageEventsAndTests.Where(row => row.CorrectsEventId != null && calls.Contains(row.CallId))
            .Select(row => row.Operation).Distinct().ToListAsync(cancellationToken);
        return await context.UsageEventsAndTests.AsNoTracking().Where(row => calls.Contains(row.CallId) && operations.Contains(row.Operation))
            .OrderBy(row => row.Id).ToListAsync(cancellationToken);
    }
}
