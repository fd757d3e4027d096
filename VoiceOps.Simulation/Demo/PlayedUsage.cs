namespace VoiceOps.Simulation.Demo;

/// <summary>What one conversation of the history used, as its providers saw it.</summary>
internal sealed record PlayedUsage
{
    /// <summary>Of its transcription.</summary>
    public required string RequestId { get; init; }

    /// <summary>Of audio heard.</summary>
    public required decimal Seconds { get; init; }

    public required string ListeningModel { get; init; }

    public required long Characters { get; init; }

    public required string SpeakingModel { get; init; }
}
