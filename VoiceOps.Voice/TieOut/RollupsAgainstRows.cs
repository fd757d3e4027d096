using Microsoft.EntityFrameworkCore;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.TieOut;

/// <summary>The sums that pages read are those of the rows, quarter by quarter. Day by day, so that it never holds much.</summary>
internal sealed class RollupsAgainstRows(TimeProvider time) : ITieOutCheck
{
    public int Number => 5;

    public string Title => "Rollups = raw rows, for every closed quarter of an hour";

    public async Task<TieOutFinding> RunAsync(VoiceOpsContext context, CancellationToken cancellationToken)
    {
        var end = UtcTime.QuarterStart(time.GetUtcTime());
        var rows = new List<TieOutRow>();
        long quarters = 0;
        var first = await RawSums.FirstAsync(context, cancellationToken) ?? end;
        for (var day = DateTime.SpecifyKind(first.Date, DateTimeKind.Utc); day < end; day = day.AddDays(1))
        {
            var until = day.AddDays(1) < end ? day.AddDays(1) : end;
            var costs = await RawSums.CostsAsync(context, day, until, cancellationToken);
            var calls = await RawSums.CallsAsync(context, day, until, cancellationToken);
            quarters += costs.Select(sum => sum.QuarterStart).Union(calls.Select(sum => sum.QuarterStart)).Count();
            rows.AddRange(Costs(costs, await context.CostRollups.AsNoTracking().Where(row => row.QuarterStart >= day && row.QuarterStart < until).ToListAsync(cancellationToken)));
            rows.AddRange(await HoursAsync(context, costs, day, UtcTime.HourStart(until), cancellationToken));
            rows.AddRange(Calls(calls, await context.CallRollups.AsNoTracking().Where(row => row.QuarterStart >= day && row.QuarterStart < until).ToListAsync(cancellationToken)));
        }

        rows.AddRange(await TotalsAgainstRows.FindAsync(context, cancellationToken));
        return TieOutFinding.Of(
            $"{quarters:N0} quarters of an hour with rows: each one's rollups are the sums of its rows, and so are the totals of calls and balances.",
            $"{rows.Count:N0} sums are not those of their rows. Rows that were written by hand are in no rollup.",
            rows);
    }

    private static IEnumerable<TieOutRow> Costs(IEnumerable<CostRollup> raw, IEnumerable<CostRollup> kept) =>
        from pair in Pairs(raw, kept, row => (row.QuarterStart, row.Service, row.Operation, row.Model, row.Basis, row.PricingSource))
        let expected = (pair.Raw?.UsageMicros ?? 0, pair.Raw?.CostNanos ?? 0, pair.Raw?.EventCount ?? 0, pair.Raw?.UnpricedCount ?? 0)
        let found = (pair.Kept?.UsageMicros ?? 0, pair.Kept?.CostNanos ?? 0, pair.Kept?.EventCount ?? 0, pair.Kept?.UnpricedCount ?? 0)
        where expected != found
        let row = pair.Raw ?? pair.Kept!
        select new TieOutRow
        {
            What = $"{row.QuarterStart:yyyy-MM-dd HH:mm} {row.Service}/{row.Operation}/{row.Model} {row.Basis} {row.PricingSource}: {expected.Item3:N0} rows, {found.Item3:N0} in the rollup",
            Expected = new Money(expected.Item2),
            Found = new Money(found.Item2),
        };

    /// <summary>Whole hours only: the one that is on has rows of a quarter that is not closed.</summary>
    private static async Task<IEnumerable<TieOutRow>> HoursAsync(VoiceOpsContext context, IEnumerable<CostRollup> raw, DateTime start, DateTime end, CancellationToken cancellationToken) =>
        from pair in Pairs(
            HourlyCost.Of(raw.Where(row => row.QuarterStart < end)),
            await context.HourlyCosts.AsNoTracking().Where(row => row.HourStart >= start && row.HourStart < end).ToListAsync(cancellationToken),
            row => (row.HourStart, row.Service, row.Operation, row.Model, row.Basis))
        let expected = (pair.Raw?.UsageMicros ?? 0, pair.Raw?.CostNanos ?? 0, pair.Raw?.UnpricedCount ?? 0)
        let found = (pair.Kept?.UsageMicros ?? 0, pair.Kept?.CostNanos ?? 0, pair.Kept?.UnpricedCount ?? 0)
        where expected != found
        let row = pair.Raw ?? pair.Kept!
        select new TieOutRow
        {
            What = $"Hour {row.HourStart:yyyy-MM-dd HH:mm} {row.Service}/{row.Operation}/{row.Model} {row.Basis}",
            Expected = new Money(expected.Item2),
            Found = new Money(found.Item2),
        };

    private static IEnumerable<TieOutRow> Calls(IEnumerable<CallRollup> raw, IEnumerable<CallRollup> kept) =>
        from pair in Pairs(raw, kept, row => row.QuarterStart)
        let expected = (pair.Raw?.CallCount ?? 0, pair.Raw?.TalkSeconds ?? 0, pair.Raw?.RevenueNanos ?? 0)
        let found = (pair.Kept?.CallCount ?? 0, pair.Kept?.TalkSeconds ?? 0, pair.Kept?.RevenueNanos ?? 0)
        where expected != found
        select new TieOutRow
        {
            What = $"{(pair.Raw ?? pair.Kept!).QuarterStart:yyyy-MM-dd HH:mm} calls answered {expected.Item1:N0}, in the rollup {found.Item1:N0}; talk {expected.Item2:N0} s, in the rollup {found.Item2:N0} s",
            Expected = new Money(expected.Item3),
            Found = new Money(found.Item3),
        };

    private static IEnumerable<(T? Raw, T? Kept)> Pairs<T, TKey>(IEnumerable<T> raw, IEnumerable<T> kept, Func<T, TKey> key)
        where T : class
        where TKey : notnull
    {
        var (rawOf, keptOf) = (raw.ToDictionary(key), kept.ToDictionary(key));
        return rawOf.Keys.Union(keptOf.Keys).Select(each => (rawOf.GetValueOrDefault(each), keptOf.GetValueOrDefault(each)));
    }
}
