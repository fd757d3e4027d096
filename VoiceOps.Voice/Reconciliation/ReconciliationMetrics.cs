using System.Diagnostics.Metrics;
using VoiceOps.Voice.Reconciliation.Balances;
using VoiceOps.Voice.Reconciliation.Days;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Reconciliation;

/// <summary>What is left at the providers, and what is unexplained of their figures.</summary>
internal sealed class ReconciliationMetrics
{
    public const string MeterName = "VoiceOps.Reconciliation";

    private readonly ReconciliationQueries _queries;
    private readonly TimeProvider _time;
    private ReconciliationView? _view;

    public ReconciliationMetrics(IMeterFactory meters, ProviderBalances balances, ReconciliationQueries queries, TimeProvider time)
    {
        (_queries, _time) = (queries, time);
        var meter = meters.Create(MeterName);
        meter.CreateObservableGauge("voiceops.provider.remaining", () => balances.Read().Select(Remaining), description: "Left at the provider, as it last told");
        meter.CreateObservableGauge("voiceops.provider.days_left", () => balances.Read().Where(balance => balance.DaysLeft is not null).Select(DaysLeft), "d", "Days that what is left lasts at the present use");
        meter.CreateObservableGauge("voiceops.provider.runs_out", () => balances.Read().GroupBy(balance => balance.Service).Select(RunsOut), description: "1 while a warning stands");
        meter.CreateObservableGauge("voiceops.reconciliation.unexplained", () => ServiceNames.All.Select(Unexplained), "USD", "Differences beyond the tolerance, added up");
    }

    /// <summary>Takes the differences anew.</summary>
    public async Task MeasureAsync(CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(_time.GetUtcTime());
        Volatile.Write(ref _view, await _queries.ReadAsync(today.AddDays(1 - DayFigures.Days), today, cancellationToken));
    }

    private static Measurement<double> Remaining(ProviderBalance balance) =>
        new((double)balance.Remaining, Tag("service", balance.Service), Tag("what", balance.What), Tag("unit", balance.Unit));

    private static Measurement<double> DaysLeft(ProviderBalance balance) =>
        new((double)balance.DaysLeft!.Value, Tag("service", balance.Service), Tag("what", balance.What));

    private static Measurement<int> RunsOut(IGrouping<string, ProviderBalance> balances) =>
        new(balances.Any(balance => balance.Warning is not null) ? 1 : 0, Tag("service", balances.Key));

    private Measurement<double> Unexplained(string service) =>
        new((double)(Volatile.Read(ref _view)?.UnexplainedTotal(service).Dollars ?? 0), Tag("service", service));

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}
