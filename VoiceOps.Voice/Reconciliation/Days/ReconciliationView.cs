using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Reconciliation.Days;

/// <summary>Days of the books beside the providers' own figures, as of one moment.</summary>
public sealed record ReconciliationView
{
    public required DateTime AsOf { get; init; }

    public required DateOnly FirstDay { get; init; }

    public required DateOnly LastDay { get; init; }

    /// <summary>One of each service and day.</summary>
    public required IReadOnlyList<ReconciliationCell> Cells { get; init; }

    /// <summary>Days of a service that are over and compared, and how many of them differ beyond the tolerance or are not priced.</summary>
    public (int All, int Off) Closed => (
        Cells.Count(cell => cell.State is CellState.Reconciled or CellState.Estimated or CellState.Unexplained or CellState.Unpriced),
        Cells.Count(cell => cell.State is CellState.Unexplained or CellState.Unpriced));

    public IEnumerable<ReconciliationCell> Unexplained(string service) => In(CellState.Unexplained, service);

    /// <summary>Days of which rows have no price.</summary>
    public IEnumerable<ReconciliationCell> Unpriced(string service) => In(CellState.Unpriced, service);

    /// <summary>Days that more of was estimated than the tolerance allows, which nobody will ever tell, and what was estimated of days that are not priced yet.</summary>
    public IEnumerable<ReconciliationCell> Estimated(string service) =>
        In(CellState.Estimated, service).Concat(Unpriced(service).Where(cell => cell is { IsReported: true, Difference.Nanos: not 0 })).OrderBy(cell => cell.Day);

    /// <summary>The absolute differences added up, so that one day does not hide another.</summary>
    public Money UnexplainedTotal(string service) => Total(Unexplained(service));

    /// <summary>What of those days was estimated.</summary>
    public Money EstimatedTotal(string service) => Total(Estimated(service));

    private IEnumerable<ReconciliationCell> In(CellState state, string service) => Cells.Where(cell => cell.Service == service && cell.State == state).OrderBy(cell => cell.Day);

    private static Money Total(IEnumerable<ReconciliationCell> cells) => new(cells.Sum(cell => Math.Abs(cell.Difference!.Value.Nanos)));
}
