namespace VoiceOps.Voice.TieOut;

/// <summary>One of the nine checks, as it came out.</summary>
public sealed record TieOutCheck
{
    public required int Number { get; init; }

    /// <summary>What must be so.</summary>
    public required string Title { get; init; }

    public required TieOutFinding Finding { get; init; }

    public required TimeSpan Took { get; init; }
}
