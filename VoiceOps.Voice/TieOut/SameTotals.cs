using Microsoft.EntityFrameworkCore;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Reconciliation;
using VoiceOps.Voice.Reporting;
using VoiceOps.Voice.Reporting.Ranges;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.TieOut;

/// <summary>
/// Every panel of the Command Center, as a viewer of that moment is shown it, says what the rows say, in each of its ranges and
/// over all there is. The panels all come from the rollups, so that they would agree about any of them: the other side is
/// summed from the rows.
/// </summary>
internal sealed class SameTotals(CommandCenterQueries queries, ReportingClock clock) : ITieOutCheck
{
    public int Number => 4;

    public string Title => "Σ services = total cost = donut = bars = hero, for one moment";

    public async Task<TieOutFinding> RunAsync(VoiceOpsContext context, CancellationToken cancellationToken)
    {
        var snapshots = new List<CommandCenterSnapshot>();
        foreach (var request in await RequestsAsync(context, cancellationToken))
        {
            // In the transaction of the rows: a call that goes on meanwhile changes neither side.
            snapshots.Add(await queries.ReadAsync(context, request, cancellationToken));
        }

        var rows = await RowTotals.ReadAsync(context, snapshots.Min(snapshot => snapshot.Range.Start), snapshots.Max(snapshot => snapshot.Range.End), cancellationToken);
        var wrong = snapshots.ConvertAll(snapshot => Disagreements(snapshot, rows).ToList());
        return TieOutFinding.Of(
            $"Hero, services, donut, bars and pricing matrix are the sums of the rows in every range; over all there is they say ${snapshots[^1].Current.Cost.ToString(9)}.",
            $"{wrong.Sum(of => of.Count):N0} figures in {wrong.Count(of => of.Count > 0):N0} of {wrong.Count:N0} ranges are not the sums of the rows. Show the rows: each names the range, the panel and both amounts; check 5 tells which quarter of an hour is wrong.",
            [.. wrong.SelectMany(of => of)]);
    }

    internal static IEnumerable<TieOutRow> Disagreements(CommandCenterSnapshot snapshot, RowTotals rows)
    {
        var (shown, start, end) = (snapshot.Current, snapshot.Range.Start, snapshot.Range.End);
        var cost = rows.Cost(start, end);
        var revenue = rows.Revenue(start, end);
        (string Name, Money Expected, Money Found)[] sums =
        [
            ("hero", cost, shown.Cost),
            ("sum of services and donut", cost, Sum(snapshot.Services.Select(service => service.Cost))),
            ("sum of the bars of the chart", cost, Sum(snapshot.Series.Select(bar => bar.Cost))),
            ("pricing matrix", cost, Sum(snapshot.Rates.Select(rate => rate.Cost))),
            ("metered cost", rows.Cost(start, end, basis: UsageBasis.Metered), shown.MeteredCost),
            ("estimated cost", rows.Cost(start, end, basis: UsageBasis.Estimated), shown.EstimatedCost),
            ("billed cost", rows.Cost(start, end, basis: UsageBasis.Billed), shown.BilledCost),
            ("revenue", revenue, shown.Revenue),
            ("revenue line of the chart", revenue, Sum(snapshot.Series.Select(bar => bar.Revenue))),
            ("profit", revenue - cost, shown.Profit),
            .. snapshot.Services.Select(service => ($"{service.Service} in services and donut", rows.Cost(start, end, service.Service), service.Cost)),
            .. snapshot.Services.Select(service => ($"estimated part of {service.Service}", rows.Cost(start, end, service.Service, UsageBasis.Estimated), service.EstimatedCost)),
            .. snapshot.Series.Select(bar => ($"bar of {bar.Label}", rows.Cost(bar.Start, bar.End), bar.Cost)),
        ];
        return sums.Where(sum => sum.Expected != sum.Found).Select(sum => new TieOutRow
        {
            What = $"{RangeAddress.Format(snapshot.Range.Request)}: {sum.Name}, against the rows",
            Expected = sum.Expected,
            Found = sum.Found,
        });
    }

    private static Money Sum(IEnumerable<Money> amounts) => new(amounts.Sum(amount => amount.Nanos));

    private async Task<IEnumerable<RangeRequest>> RequestsAsync(VoiceOpsContext context, CancellationToken cancellationToken)
    {
        var first = await RawSums.FirstAsync(context, cancellationToken);
        var everything = new RangeRequest(RangeKind.Custom, first is { } moment ? ReportRanges.DayOf(moment, clock.Zone) : clock.Today, clock.Today);
        return Enum.GetValues<RangeKind>().Where(kind => kind != RangeKind.Custom).Select(kind => new RangeRequest(kind)).Append(everything);
    }
}
