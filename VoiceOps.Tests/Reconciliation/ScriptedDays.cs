using VoiceOps.Voice.Reconciliation.Days;

namespace VoiceOps.Tests.Reconciliation;

/// <summary>A provider whose figures a test decides; days it does not name have zeros.</summary>
internal sealed class ScriptedDays(string service, string category) : IDaySource
{
    public Dictionary<DateOnly, DayFigure> Told { get; } = [];

    public List<(DateOnly First, DateOnly Last)> Asked { get; } = [];

    public Exception? Fault { get; set; }

    public string Service => service;

    public string? OffReason { get; set; }

    public Task<IReadOnlyList<DayFigure>> ReadAsync(DateOnly first, DateOnly last, CancellationToken cancellationToken)
    {
        Asked.Add((first, last));
        return Fault is not null
            ? Task.FromException<IReadOnlyList<DayFigure>>(Fault)
            : Task.FromResult<IReadOnlyList<DayFigure>>([.. DayFigures.Range(first, last).Select(day =>
                Told.GetValueOrDefault(day, new DayFigure { Day = day, Category = category, UsageMicros = 0 }))]);
    }
}
