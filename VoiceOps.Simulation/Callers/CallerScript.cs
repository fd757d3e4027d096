namespace VoiceOps.Simulation.Callers;

/// <summary>Everything of one simulated call.</summary>
public sealed record CallerScript
{
    /// <summary>E.164</summary>
    public required string From { get; init; }

    /// <summary>E.164</summary>
    public required string To { get; init; }

    public IReadOnlyList<CallerPhrase> Phrases { get; init; } = [];

    /// <summary>Silence after the agent's last sound before the caller answers.</summary>
    public TimeSpan ReplyDelay { get; init; } = TimeSpan.FromMilliseconds(700);

    /// <summary>How long the caller waits for an agent that says nothing before speaking anyway.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>Leaves the call when it has lasted this long, whatever is being said; null when all is said and answered.</summary>
    public TimeSpan? HangUpAfter { get; init; }

    /// <summary>Leaves the call when this has come, whatever is being said.</summary>
    public Task? HangUpWhen { get; init; }

    public HangUpWay HangUp { get; init; } = HangUpWay.Stop;

    /// <summary>How long the caller talks to whom the call was put through.</summary>
    public TimeSpan TalkAfterTransfer { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Whether the network reports the end of the call to the status callback.</summary>
    public bool ReportsStatus { get; init; } = true;
}
