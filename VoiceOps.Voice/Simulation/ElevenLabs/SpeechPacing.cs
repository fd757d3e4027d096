namespace VoiceOps.Voice.Simulation.ElevenLabs;

/// <summary>How fast simulated speech arrives.</summary>
public sealed record SpeechPacing
{
    public TimeSpan FirstByteDelay { get; init; } = TimeSpan.FromMilliseconds(75);

    /// <summary>How many seconds of speech arrive in a second.</summary>
    public double TimesRealTime { get; init; } = 10;
}
