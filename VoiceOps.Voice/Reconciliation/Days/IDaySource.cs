namespace VoiceOps.Voice.Reconciliation.Days;

/// <summary>A provider that tells its figures by day.</summary>
internal interface IDaySource
{
    string Service { get; }

    /// <summary>Null when it can be asked; else why not, in words that say what to do.</summary>
    string? OffReason { get; }

    /// <summary>Every day from <paramref name="first"/> to <paramref name="last"/> (UTC, inclusive); one without any use has zeros.</summary>
    Task<IReadOnlyList<DayFigure>> ReadAsync(DateOnly first, DateOnly last, CancellationToken cancellationToken);
}
