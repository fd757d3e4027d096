namespace VoiceOps.Simulation.ElevenLabs;

/// <summary>How fast simulated speech arrives.</summary>
public sealed record SpeechPacing
{
    public TimeSpan FirstByteDelay { get; init; } = TimeSpan.FromMilliseconds(75);

    /// <summary>How many seconds of speech arrive in a second.</summary>
    public double TimesRealTime { get; init; } = 10;

    /// <summary>How much speech one message holds.</summary>
    public TimeSpan Piece { get; init; } = TimeSpan.FromMilliseconds(400);

    /// <summary>Whether every 20 ms carry a <see cref="Audio.FrameStamp"/>: when it was sent, and the first of a text how many tokens that had.</summary>
    public bool Stamps { get; init; }
}
