namespace VoiceOps.Voice.TieOut;

/// <summary>One run of all checks.</summary>
public sealed record TieOutResult
{
    public required DateTime StartedAt { get; init; }

    public required TimeSpan Took { get; init; }

    /// <summary>By number.</summary>
    public required IReadOnlyList<TieOutCheck> Checks { get; init; }

    /// <summary>What kept it from coming to its end; null when all checks were made.</summary>
    public string? Fault { get; init; }

    public int Red => Checks.Count(check => check.Finding.Status == TieOutStatus.Red);
}
