using VoiceOps.Voice.Data;

namespace VoiceOps.Voice.Reconciliation.Days;

/// <summary>Days of the books beside the providers' own figures, as of one moment.</summary>
public sealed record ReconciliationView
{
    public required DateTime AsOf { get; init; }

    public required DateOnly FirstDay { get; init; }

    public required DateOnly LastDay { get; init; }

    /// <summary>One of each service and day.</summary>
    public required IReadOnlyList<ReconciliationCell> Cells { get; init; }

    public IEnumerable<ReconciliationCell> Unexplained(string service) =>
        Cells.Where(cell => cell.Service == service && cell.State == CellState.Unexplained).OrderBy(cell => cell.Day);

    /// <summary>The absolute differences added up, so that one day does not hide another.</summary>
    public Money UnexplainedTotal(string service) => new(Unexplained(service).Sum(cell => Math.Abs(cell.Difference!.Value.Nanos)));
}
