namespace VoiceOps.Voice.Personas;

/// <summary>How a voice speaks, in the speech provider's own terms.</summary>
public sealed record SpeechSettings
{
    /// <summary>0 (lively) to 1 (even).</summary>
    public decimal Stability { get; init; } = 0.5m;

    /// <summary>0 to 1: how close to the original voice.</summary>
    public decimal SimilarityBoost { get; init; } = 0.8m;

    /// <summary>0.7 to 1.2 of the usual speed.</summary>
    public decimal Speed { get; init; } = 1.0m;
}
