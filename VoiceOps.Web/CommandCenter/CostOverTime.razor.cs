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

    private string Step => Snapshot!.Series is [var bucket, ..] && bucket.End - bucket.Start >= TimeSpan.FromHours(20) ? "daily" : "hourly";

    private string Summary =>
        $"Cost by service and revenue, {Step}, {FinancialCommand.Period(Snapshot!.Range.FirstDay, Snapshot.Range.LastDay)}: cost "
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
            Color = "#e8e8ee",
            IsLine = true,
            Values = [.. snapshot.Series.Select(bucket => bucket.Revenue.Dollars)],
            Texts = [.. snapshot.Series.Select(bucket => Figures.Dollars(bucket.Revenue))],
        };
        _spec = new ChartSpec
        {
            Kind = ChartSpec.Stack,
            Height = 318,
            Labels = [.. snapshot.Series.Select(bucket => bucket.Label)],
            Series = [.. costs, revenue],
        };
    }

    private static Money Cost(TimeBucket bucket, string service) => bucket.CostByService.GetValueOrDefault(service);

    private static Money Estimated(TimeBucket bucket, string service) => bucket.EstimatedByService.GetValueOrDefault(service);

    private static Money Part(TimeBucket bucket, (string Service, bool IsEstimated) bar) =>
        bar.IsEstimated ? Estimated(bucket, bar.Service) : Cost(bucket, bar.Service) - Estimated(bucket, bar.Service);

    private string Why(TimeBucket bucket, string? service) =>
        FigureAddress.Href(new FigureRequest(FigureKind.Bar, Snapshot!.Range.Request) { BarStart = bucket.Start, Service = service });

    /// <summary>The day that a daily bar stands for, to look into; null where it cannot be looked into any further.</summary>
    private DateOnly? DayOf(TimeBucket bucket) =>
        Step == "daily" && Snapshot!.Series.Count > 1 ? ReportRanges.DayOf(bucket.Start, Clock.Zone) : null;

    private void Pick((int Series, int Index) at)
    {
        if (at.Series < _bars.Count)
        {
            Navigation.NavigateTo(Address.Toggle(_bars[at.Series].Service));
        }
    }
}
