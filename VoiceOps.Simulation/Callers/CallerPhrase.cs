namespace VoiceOps.Simulation.Callers;

/// <summary>One thing a simulated caller says.</summary>
public sealed record CallerPhrase
{
    public required string Text { get; init; }

    /// <summary>Null waits politely for the agent to finish; otherwise the caller talks over the agent after hearing this much of it.</summary>
    public TimeSpan? InterruptsAfter { get; init; }

    public static implicit operator CallerPhrase(string text) => new() { Text = text };
}
