using System.Diagnostics.Metrics;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Ledger;

/// <summary>How the books are written; never tagged by call.</summary>
internal sealed class LedgerMetrics
{
    public const string MeterName = "VoiceOps.Ledger";

    private readonly Counter<long> _rows;
    private readonly Histogram<double> _commit;
    private Absence? _absence;
    private int _refusedCalls;

    public LedgerMetrics(IMeterFactory meters, TimeProvider time)
    {
        var meter = meters.Create(MeterName);
        _rows = meter.CreateCounter<long>("voiceops.ledger.rows", "{row}", "Usage rows committed");
        _commit = meter.CreateHistogram<double>("voiceops.ledger.commit.duration", "s", "Time that one commit takes");
        meter.CreateObservableGauge(
            "voiceops.ledger.away",
            () => Volatile.Read(ref _absence) is { } absence ? (time.GetUtcTime() - absence.Since).TotalSeconds : 0, "s", "For how long the books cannot be written; 0 while they can");
        meter.CreateObservableGauge("voiceops.ledger.held", () => Volatile.Read(ref _absence)?.HeldRows ?? 0, "{row}", "Usage rows that wait until the books can be written again");
        meter.CreateObservableGauge("voiceops.ledger.refused", () => Volatile.Read(ref _refusedCalls), "{call}", "Calls whose rows the store will not take although it takes those of others");
    }

    public void Committed(int rows, TimeSpan took, int refusedCalls)
    {
        Volatile.Write(ref _refusedCalls, refusedCalls);
        _rows.Add(rows);
        _commit.Record(took.TotalSeconds);
        Volatile.Write(ref _absence, null);
    }

    public void Failed(DateTime since, int heldRows) => Volatile.Write(ref _absence, new Absence(since, heldRows));

    private sealed record Absence(DateTime Since, int HeldRows);
}
