using VoiceOps.Voice.Reporting;
using VoiceOps.Voice.Reporting.Ranges;
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

    private DateOnly Today => ReportRanges.DayOf(Snapshot!.AsOf, TimeZoneInfo.FindSystemTimeZoneById(Snapshot.Range.TimeZone));

    private string Compared => Figures.Period(Snapshot!.Range.PreviousFirstDay, Snapshot.Range.PreviousLastDay, Today);

    private PeriodTotals Current => Snapshot!.Current;

    /// <summary>Null when nothing happened in it: there is nothing to compare with.</summary>
    private PeriodTotals? Before =>
        Snapshot!.Previous is { Calls: 0, UnpricedEvents: 0, Revenue.Nanos: 0, Cost.Nanos: 0 } ? null : Snapshot.Previous;

    private string Basis
    {
        get
        {
            var all = new (string Name, Money Amount)[] { ("billed", Current.BilledCost), ("metered", Current.MeteredCost), ("est.", Current.EstimatedCost) };
            var parts = all.Where(part => part.Amount.Nanos != 0).ToList();
            var shares = Shares.Of([.. parts.Select(part => part.Amount.Dollars)]);
            return Current.Cost.Nanos <= 0 ? ""
                : string.Join(" · ", parts.Select((part, index) => $"{part.Name} {shares?[index] ?? Figures.Dollars(part.Amount)}"));
        }
    }

    private bool HasNegative => Snapshot!.Services.Any(service => service.Cost.Nanos < 0);

    private IReadOnlyList<(string Service, string Share)> Parts
    {
        get
        {
            var shares = Shares.Of([.. Snapshot!.Services.Select(service => service.Cost.Dollars)]);
            return [.. Snapshot.Services.Select((service, index) =>
                (service.Service, shares?[index] ?? (service.Cost.Nanos == 0 ? Figures.Unknown : Figures.Dollars(service.Cost))))];
        }
    }

    private string? Comparison => Snapshot is null ? null
        : $"Compared with {Figures.Moment(Snapshot.Range.PreviousStart)} to {Figures.Moment(Snapshot.Range.PreviousEnd)}: the same part of the period before";

    protected override void OnSnapshot(CommandCenterSnapshot snapshot)
    {
        _revenue = [.. snapshot.Series.Select(bucket => bucket.Revenue.Dollars)];
        _profit = [.. snapshot.Series.Select(bucket => bucket.Revenue.Dollars - bucket.Cost.Dollars)];
        _costs = snapshot.Services.ToDictionary(service => service.Service, service => service.Cost);
        _estimated = snapshot.Services.ToDictionary(service => service.Service, service => service.EstimatedCost);
    }

    private string Why(FigureKind kind) => FigureAddress.Href(new FigureRequest(kind, Snapshot!.Range.Request));
}
