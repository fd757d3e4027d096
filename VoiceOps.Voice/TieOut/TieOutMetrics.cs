using System.Diagnostics.Metrics;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.TieOut;

/// <summary>Whether the books tie out, for whoever watches the machine.</summary>
internal sealed class TieOutMetrics
{
    public const string MeterName = "VoiceOps.TieOut";

    private readonly Histogram<double> _duration;
    private TieOutResult? _latest;

    public TieOutMetrics(IMeterFactory meters, TimeProvider time)
    {
        var meter = meters.Create(MeterName);
        meter.CreateObservableGauge("voiceops.tie_out.check", Checks, "{check}", "1 for a check that is red, 0 for one that is green");
        meter.CreateObservableGauge("voiceops.tie_out.age", () => Age(time), "s", "Time since the last run began");
        _duration = meter.CreateHistogram<double>("voiceops.tie_out.duration", "s", "Length of runs");
    }

    public void Record(TieOutResult result)
    {
        Volatile.Write(ref _latest, result);
        _duration.Record(result.Took.TotalSeconds);
    }

    private IEnumerable<Measurement<int>> Checks() => Volatile.Read(ref _latest) is not { } latest
        ? []
        : latest.Checks.Select(check => new Measurement<int>(
            check.Finding.Status == TieOutStatus.Red ? 1 : 0, KeyValuePair.Create<string, object?>("check", check.Number)));

    private IEnumerable<Measurement<double>> Age(TimeProvider time) => Volatile.Read(ref _latest) is not { } latest
        ? []
        : [new Measurement<double>((time.GetUtcTime() - latest.StartedAt).TotalSeconds)];
}
