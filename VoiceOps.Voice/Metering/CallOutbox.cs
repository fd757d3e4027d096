using VoiceOps.Voice.Data;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Metering;

/// <summary>
/// What one call has made and the store has not confirmed. Bounded by the call: time-based meters wait with their next row
/// while one is held, and tokens and speech make one row a turn.
/// </summary>
internal sealed class CallOutbox
{
    private readonly List<UsageEvent> _events = [];
    private readonly List<LedgerTransaction> _transactions = [];
    private readonly List<Func<VoiceOpsContext, CancellationToken, Task>> _changes = [];
    private DateTime? _answeredAt;
    private (DateTime EndedAt, WasteFigures Figures)? _waste;

    public bool IsEmpty => _events.Count == 0 && _transactions.Count == 0 && _changes.Count == 0 && _answeredAt is null && _waste is null;

    /// <summary>What the rows cost that wait to be committed.</summary>
    public long CostNanos => _events.Sum(row => row.CostNanos ?? 0);

    public void Answered(DateTime at) => _answeredAt = at;

    public void Wasted(DateTime endedAt, WasteFigures figures) => _waste = (endedAt, figures);

    public void Add(UsageEvent row) => _events.Add(row);

    public void Add(LedgerTransaction transaction) => _transactions.Add(transaction);

    public void Add(Func<VoiceOpsContext, CancellationToken, Task> change) => _changes.Add(change);

    public bool Holds(MeterKey key) =>
        _events.Exists(row => row.Service == key.Service && row.Operation == key.Operation && row.Model == key.Model);

    public LedgerBatch Collect(IReadOnlyList<MeterCheckpoint> checkpoints) => new()
    {
        Events = [.. _events],
        Transactions = [.. _transactions],
        Changes = [.. _changes],
        Checkpoints = checkpoints,
        AnsweredAt = _answeredAt,
        Waste = _waste,
    };

    /// <summary>Rows only ever join at the end, so what was collected is what stands first.</summary>
    public void Acknowledge(LedgerBatch batch)
    {
        _events.RemoveRange(0, batch.Events.Count);
        _transactions.RemoveRange(0, batch.Transactions.Count);
        _changes.RemoveRange(0, batch.Changes.Count);
        _answeredAt = batch.AnsweredAt is null ? _answeredAt : null;
        _waste = batch.Waste is null ? _waste : null;
    }
}
