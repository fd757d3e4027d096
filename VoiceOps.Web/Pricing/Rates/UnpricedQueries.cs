using Microsoft.EntityFrameworkCore;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Web.Pricing.Rates;

/// <summary>Finds the rows that totals leave out because no price is known for them; designers' tests too, since they are priced with the others.</summary>
public sealed class UnpricedQueries(IDbContextFactory<VoiceOpsContext> contexts)
{
    private const int MostRows = 200;

    public async Task<IReadOnlyList<UnpricedUse>> ReadAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.OpenAsync(cancellationToken);
        var uses = await Rows(context).AsNoTracking()
            .GroupBy(row => new { row.Service, row.Operation, row.Model })
            .Select(rows => new
            {
                rows.Key,
                Micros = rows.Sum(row => row.UsageMicros),
                Rows = rows.LongCount(),
                TestRows = rows.LongCount(row => row.IsTest),
                Calls = rows.Select(row => row.CallId).Distinct().LongCount(),
                First = rows.Min(row => row.BookedAt),
                Last = rows.Max(row => row.BookedAt),
            })
            .ToListAsync(cancellationToken);
        return [.. uses
            .Select(use => new UnpricedUse
            {
                Key = new MeterKey(use.Key.Service, use.Key.Operation, use.Key.Model),
                UsageUnit = UsageUnits.Of(use.Key.Service),
                UsageMicros = use.Micros,
                Rows = use.Rows,
                TestRows = use.TestRows,
                Calls = use.Calls,
                FirstBookedAt = use.First,
                LastBookedAt = use.Last,
            })
            .OrderBy(use => use.Key.ToString(), StringComparer.Ordinal)];
    }

    /// <summary>The rows of one use, the newest 200.</summary>
    public async Task<IReadOnlyList<UsageEvent>> RowsAsync(MeterKey key, CancellationToken cancellationToken)
    {
        await using var context = await contexts.OpenAsync(cancellationToken);
        return await Rows(context).AsNoTracking()
            .Where(row => row.Service == key.Service && row.Operation == key.Operation && row.Model == key.Model)
            .OrderByDescending(row => row.Id).Take(MostRows).ToListAsync(cancellationToken);
    }

    internal static IQueryable<UsageEvent> Rows(VoiceOpsContext context) => UnpricedCount.Rows(context.UsageEventsAndTests);
}
