namespace VoiceOps.Simulation.Demo;

/// <summary>One call of the history before it is played.</summary>
internal sealed record CallPlan
{
    private static readonly TimeSpan Ringing = TimeSpan.FromMilliseconds(350);

    public required string CallSid { get; init; }

    public required string From { get; init; }

    public required string To { get; init; }

    /// <summary>When it was answered; of a rejected call, when it came.</summary>
    public required DateTime At { get; init; }

    public required TimeSpan Length { get; init; }

    public required CallOutcome Outcome { get; init; }

    /// <summary>Some of its speech was asked for twice, and its provider counts both.</summary>
    public bool HasRetries { get; init; }

    /// <summary>When the webhook came.</summary>
    public DateTime CreatedAt => At - Ringing;

    public DateTime EndedAt => At + Length;
}
