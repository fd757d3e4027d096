using VoiceOps.Voice.Data;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Metering;

/// <summary>
/// What one call has made and the store has not confirmed. Bounded by the call: time-based meters wait with their next row
/// while one is held, and tokens and speech make one row a turn.
/// </summary>
internal sealed class CallOutbox
{
    private readonly List<UsageEvent> _events = [];
    private readonly List<RevenuePosting> _revenue = [];
    private readonly List<JournalEntry> _journal = [];
    private DateTime? _answeredAt;
    private (DateTime EndedAt, WasteFigures Figures)? _waste;

    public bool IsEmpty => _events.Count == 0 && _revenue.Count == 0 && _journal.Count == 0 && _answeredAt is null && _waste is null;

    /// <summary>What the rows cost that wait to be committed.</summary>
    public long CostNanos => _events.Sum(row => row.CostNanos ?? 0);

    public void Answered(DateTime at) => _answeredAt = at;

    public void Wasted(DateTime endedAt, WasteFigures figures) => _waste = (endedAt, figures);

    public void Add(UsageEvent row) => _events.Add(row);

    public void Add(RevenuePosting posting) => _revenue.Add(posting);

    public void Add(JournalEntry entry) => _journal.Add(entry);

    public bool Holds(MeterKey key) =>
        _events.Exists(row => row.Service == key.Service && row.Operation == key.Operation && row.Model == key.Model);

    public CallBatch Collect(IReadOnlyList<MeterCheckpoint> checkpoints, bool isTest) => new()
    {
        Events = [.. _events],
        Revenue = [.. _revenue],
        Journal = [.. _journal],
        Checkpoints = checkpoints,
        AnsweredAt = _answeredAt,
        Waste = _waste,
        IsTest = isTest,
    };

    /// <summary>Rows only ever join at the end, so what was collected is what stands first.</summary>
    public void Acknowledge(CallBatch batch)
    {
        _events.RemoveRange(0, batch.Events.Count);
        _revenue.RemoveRange(0, batch.Revenue.Count);
        _journal.RemoveRange(0, batch.Journal.Count);
        _answeredAt = batch.AnsweredAt is null ? _answeredAt : null;
        _waste = batch.Waste is null ? _waste : null;
    }
}
