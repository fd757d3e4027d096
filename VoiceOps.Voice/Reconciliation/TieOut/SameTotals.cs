using Microsoft.EntityFrameworkCore;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Reporting;
using VoiceOps.Voice.Reporting.Ranges;

namespace VoiceOps.Voice.Reconciliation.TieOut;

/// <summary>Every panel of the Command Center shows the same total, in each of its ranges and over all there is.</summary>
internal sealed class SameTotals(CommandCenterQueries queries, ReportingClock clock) : ITieOutCheck
{
    public int Number => 4;

    public string Title => "Σ services = total cost = donut = bars = hero, for one moment";

    public async Task<TieOutFinding> RunAsync(VoiceOpsContext context, CancellationToken cancellationToken)
    {
        var rows = new List<TieOutRow>();
        var total = Money.Zero;
        foreach (var request in await RequestsAsync(context, cancellationToken))
        {
            var snapshot = await queries.ReadAsync(request, cancellationToken);
            total = snapshot.Current.Cost;
            rows.AddRange(Disagreements(snapshot));
        }

        return TieOutFinding.Of(
            $"Hero, services, donut, bars and pricing matrix agree in every range; over all there is they say ${total.ToString(9)}.",
            "Panels disagree.",
            rows);
    }

    internal static IEnumerable<TieOutRow> Disagreements(CommandCenterSnapshot snapshot)
    {
        var cost = snapshot.Current.Cost;
        var revenue = snapshot.Current.Revenue;
        (string Name, Money Expected, Money Found)[] sums =
        [
            ("services and donut", cost, Sum(snapshot.Services.Select(service => service.Cost))),
            ("bars of the chart", cost, Sum(snapshot.Series.Select(bar => bar.Cost))),
            ("pricing matrix", cost, Sum(snapshot.Rates.Select(rate => rate.Cost))),
            ("metered + estimated + billed", cost, snapshot.Current.MeteredCost + snapshot.Current.EstimatedCost + snapshot.Current.BilledCost),
            ("revenue line of the chart", revenue, Sum(snapshot.Series.Select(bar => bar.Revenue))),
            ("profit", revenue - cost, snapshot.Current.Profit),
        ];
        return sums.Where(sum => sum.Expected != sum.Found).Select(sum => new TieOutRow
        {
            What = $"{RangeAddress.Format(snapshot.Range.Request)}: {sum.Name}, against the hero",
            Expected = sum.Expected,
            Found = sum.Found,
        });
    }

    private static Money Sum(IEnumerable<Money> amounts) => new(amounts.Sum(amount => amount.Nanos));

    private async Task<IEnumerable<RangeRequest>> RequestsAsync(VoiceOpsContext context, CancellationToken cancellationToken)
    {
        var first = await context.CostRollups.MinAsync(row => (DateTime?)row.QuarterStart, cancellationToken);
        var everything = new RangeRequest(RangeKind.Custom, first is { } quarter ? ReportRanges.DayOf(quarter, clock.Zone) : clock.Today, clock.Today);
        return Enum.GetValues<RangeKind>().Where(kind => kind != RangeKind.Custom).Select(kind => new RangeRequest(kind)).Append(everything);
    }
}
