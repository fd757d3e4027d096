using VoiceOps.Voice.Reporting;
using VoiceOps.Voice.Usage;
using VoiceOps.Web.Shared;
using VoiceOps.Web.Why.Explanations;

namespace VoiceOps.Web.CommandCenter;

public sealed partial class FinancialCommand
{
    private IReadOnlyList<decimal> _revenue = [];
    private IReadOnlyList<decimal> _profit = [];
    private Dictionary<string, Money> _costs = [];
    private Dictionary<string, Money> _estimated = [];

    private PeriodTotals Current => Snapshot!.Current;

    /// <summary>Null when nothing happened in it: there is nothing to compare with.</summary>
    private PeriodTotals? Before =>
        Snapshot!.Previous is { Calls: 0, UnpricedEvents: 0, Revenue.Nanos: 0, Cost.Nanos: 0 } ? null : Snapshot.Previous;

    private string Basis => Current.Cost.Nanos <= 0 ? ""
        : string.Join(" · ", new[] { ("billed", Current.BilledCost), ("metered", Current.MeteredCost), ("est.", Current.EstimatedCost) }
            .Where(part => part.Item2.Nanos != 0)
            .Select(part => $"{part.Item1} {Share(part.Item2)}"));

    private string? Comparison => Snapshot is null ? null
        : $"Compared with {Figures.Moment(Snapshot.Range.PreviousStart)} to {Figures.Moment(Snapshot.Range.PreviousEnd)}: the same part of the period before";

    protected override void OnSnapshot(CommandCenterSnapshot snapshot)
    {
        _revenue = [.. snapshot.Series.Select(bucket => bucket.Revenue.Dollars)];
        _profit = [.. snapshot.Series.Select(bucket => bucket.Revenue.Dollars - bucket.Cost.Dollars)];
        _costs = snapshot.Services.ToDictionary(service => service.Service, service => service.Cost);
        _estimated = snapshot.Services.ToDictionary(service => service.Service, service => service.EstimatedCost);
    }

    internal static string Period(DateOnly first, DateOnly last) => first == last ? Figures.Day(first) : $"{Figures.Day(first)} – {Figures.Day(last)}";

    private string Why(FigureKind kind) => FigureAddress.Href(new FigureRequest(kind, Snapshot!.Range.Request));

    private string Share(Money part) => Figures.Percent((decimal)part.Nanos / Current.Cost.Nanos);
}
