namespace VoiceOps.Voice.TieOut;

/// <summary>The last run, and whether another is on.</summary>
public sealed record TieOutState
{
    /// <summary>Null until the first run has ended.</summary>
    public TieOutResult? Latest { get; init; }

    /// <summary>The number of the check that is being made; null while none is.</summary>
    public int? Running { get; init; }
}
