using VoiceOps.Voice.Data;

namespace VoiceOps.Voice.Reporting;

/// <summary>What was paid for and served nobody. Of one call: all null while it is on.</summary>
public sealed record CallWaste
{
    /// <summary>Characters sent to speech that the caller never heard.</summary>
    public long? UnheardCharacters { get; init; }

    /// <summary>Completion tokens of what was generated and never heard.</summary>
    public long? DiscardedTokens { get; init; }

    /// <summary>Seconds on the line after the caller's last sound.</summary>
    public long? SilentSeconds { get; init; }

    /// <summary>What the three cost; null when none of it has a price.</summary>
    public Money? Cost { get; init; }

    /// <summary>Whether it has been told: when the call ended.</summary>
    public bool IsKnown => UnheardCharacters is not null || DiscardedTokens is not null || SilentSeconds is not null;

    public bool IsAny => UnheardCharacters > 0 || DiscardedTokens > 0 || SilentSeconds > 0;
}
