namespace VoiceOps.Simulation.Demo;

/// <summary>How long the caller waited in one turn, each from when the caller stopped speaking. Null: had no part in it.</summary>
internal sealed record PlayedWait
{
    public TimeSpan? Endpointing { get; init; }

    public TimeSpan? FirstToken { get; init; }

    public TimeSpan? FirstClause { get; init; }

    public required TimeSpan FirstAudio { get; init; }

    public required TimeSpan Sent { get; init; }

    public required TimeSpan Heard { get; init; }

    public bool HasFiller { get; init; }
}
