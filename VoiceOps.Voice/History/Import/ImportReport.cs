namespace VoiceOps.Voice.History.Import;

/// <summary>What an import did, or would do.</summary>
public sealed record ImportReport
{
    /// <summary>True when it was only tried.</summary>
    public required bool IsDryRun { get; init; }

    /// <summary>With any of them nothing is written.</summary>
    public required IReadOnlyList<ImportProblem> Problems { get; init; }

    public required long ProblemCount { get; init; }

    /// <summary>What was decided where the old system's data leaves a choice.</summary>
    public required IReadOnlyList<ImportProblem> Notices { get; init; }

    public required long NoticeCount { get; init; }

    public IReadOnlyList<ImportCount> Counts { get; init; } = [];

    /// <summary>Of the four services; empty when there are problems.</summary>
    public IReadOnlyList<ImportSum> Sums { get; init; } = [];

    public bool IsWritten => !IsDryRun && ProblemCount == 0;
}
