using Microsoft.AspNetCore.Components;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Reporting;
using VoiceOps.Voice.Reporting.Ranges;
using VoiceOps.Voice.Usage;
using VoiceOps.Web.Shared;
using VoiceOps.Web.Why.Explanations;

namespace VoiceOps.Web.CommandCenter;

public sealed partial class CostOverTime
{
    // The same order always, dearest as a rule at the bottom: a stack whose colors change places cannot be read.
    private static readonly string[] Order = [ServiceNames.ElevenLabs, ServiceNames.Twilio, ServiceNames.Deepgram, ServiceNames.Cerebras];

    // As high as the panel beside it.
    private const int Height = 326;

    private ChartSpec? _spec;
    private IReadOnlyList<(string Service, bool IsEstimated)> _bars = [];
    private bool _table;

    [Parameter, EditorRequired]
    public PageAddress Address { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private ReportingClock Clock { get; set; } = null!;

    private IReadOnlyList<string> Shown => Service is null ? Order : [Service];

    private bool IsEmpty => Snapshot!.Series.All(bucket => bucket.Revenue.Nanos == 0 && bucket.CostByService.Values.All(cost => cost.Nanos == 0));

    // The longest says it: the first and the last may be cut by the range.
    private string Step => Snapshot!.Series.Max(bucket => (TimeSpan?)(bucket.End - bucket.Start))?.TotalHours switch
    {
        null or < 20 => "hourly",
        < 26 => "daily",
        < 24 * 8 => "weekly",
        _ => "monthly",
    };

    private string Summary =>
        $"Cost by service and revenue, {Step}, {Figures.Period(Snapshot!.Range.FirstDay, Snapshot.Range.LastDay, Clock.Today)}: cost "
            + $"{Figures.Dollars(Snapshot.Current.Cost)}, revenue {Figures.Dollars(Snapshot.Current.Revenue)}. The table has every figure.";

    protected override void OnSnapshot(CommandCenterSnapshot snapshot)
    {
        // What is estimated stands on top of what is known of the same service, hatched.
        _bars = [.. Shown.SelectMany(service => snapshot.Series.Any(bucket => Estimated(bucket, service).Nanos != 0)
            ? ((string, bool)[])[(service, false), (service, true)]
            : [(service, false)])];
        var costs = _bars.Select(bar => new ChartSeries
        {
            Name = Services.Name(bar.Service) + (bar.IsEstimated ? " est." : ""),
            Color = Services.Color(bar.Service),
            IsHatched = bar.IsEstimated,
            Values = [.. snapshot.Series.Select(bucket => Part(bucket, bar).Dollars)],
            Texts = [.. snapshot.Series.Select(bucket => Figures.Dollars(Part(bucket, bar)))],
        });
        var revenue = new ChartSeries
        {
            Name = "Revenue",
            Color = "#22d3ee",
            IsLine = true,
            Values = [.. snapshot.Series.Select(bucket => bucket.Revenue.Dollars)],
            Texts = [.. snapshot.Series.Select(bucket => Figures.Dollars(bucket.Revenue))],
        };
        _spec = new ChartSpec
        {
            Kind = ChartSpec.Stack,
            Height = Height,
            Labels = [.. snapshot.Series.Select(bucket => bucket.Label)],
            Series = [.. costs, revenue],
            Totals =
            [
                new ChartTotal(Service is null ? "Total cost" : "Cost of all services", [.. snapshot.Series.Select(bucket => Figures.Dollars(bucket.Cost))]),
                new ChartTotal("Margin", [.. snapshot.Series.Select(Margin)]),
            ],
            Unfinished = Unfinished is >= 0 and var index ? index : null,
        };
    }

    private int Unfinished => Snapshot!.Series.ToList().FindIndex(bucket => bucket.Start <= Snapshot.AsOf && Snapshot.AsOf < bucket.End);

    private static string Margin(TimeBucket bucket)
    {
        var profit = bucket.Revenue - bucket.Cost;
        return bucket.Revenue.Nanos <= 0 ? Figures.Dollars(profit)
            : $"{Figures.Dollars(profit)} · {Figures.Percent((decimal)profit.Nanos / bucket.Revenue.Nanos)}";
    }

    private static Money Cost(TimeBucket bucket, string service) => bucket.CostByService.GetValueOrDefault(service);

    private static Money Estimated(TimeBucket bucket, string service) => bucket.EstimatedByService.GetValueOrDefault(service);

    private static Money Part(TimeBucket bucket, (string Service, bool IsEstimated) bar) =>
        bar.IsEstimated ? Estimated(bucket, bar.Service) : Cost(bucket, bar.Service) - Estimated(bucket, bar.Service);

    private string Why(TimeBucket bucket, string? service) =>
        FigureAddress.Href(new FigureRequest(FigureKind.Bar, Snapshot!.Range.Request) { BarStart = bucket.Start, Service = service });

    /// <summary>The days that a bar stands for, to look into; null where it cannot be looked into any further.</summary>
    private RangeRequest? DaysOf(TimeBucket bucket) => Step == "hourly" || Snapshot!.Series.Count == 1 ? null
        : new RangeRequest(RangeKind.Custom, ReportRanges.DayOf(bucket.Start, Clock.Zone), ReportRanges.DayOf(bucket.End.AddTicks(-1), Clock.Zone));

    private void Pick((int Series, int Index) at)
    {
        if (at.Index >= Snapshot!.Series.Count)
        {
            return;
        }

        // Of a bar's part both are kept: its service and its day.
        var service = at.Series < _bars.Count ? _bars[at.Series].Service : Service;
        Navigation.NavigateTo(DaysOf(Snapshot.Series[at.Index]) is { } days ? (Address with { Service = service }).On(days)
            : service is null ? Address.Href
            : Address.Toggle(service));
    }
}
