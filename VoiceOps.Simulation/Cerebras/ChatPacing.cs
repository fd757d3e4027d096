namespace VoiceOps.Simulation.Cerebras;

/// <summary>How fast the simulated model answers.</summary>
public sealed record ChatPacing
{
    public TimeSpan FirstTokenDelay { get; init; } = TimeSpan.FromMilliseconds(60);

    public double TokensPerSecond { get; init; } = 1_500;
}
