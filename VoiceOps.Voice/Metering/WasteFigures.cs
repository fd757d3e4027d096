using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Metering;

/// <summary>What a call has paid for without any use to its caller.</summary>
public sealed record WasteFigures
{
    /// <summary>Characters sent to speech and never heard.</summary>
    public required long UnheardCharacters { get; init; }

    /// <summary>Tokens of what was generated and never heard.</summary>
    public required long DiscardedTokens { get; init; }

    /// <summary>Seconds on the line after the caller's last sound.</summary>
    public required int SilentSeconds { get; init; }

    /// <summary>What the three cost at the call's own rates; what has no price is left out.</summary>
    public required Money Cost { get; init; }
}
