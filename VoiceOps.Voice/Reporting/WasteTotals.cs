using VoiceOps.Voice.Calls.Journal;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Reporting;

/// <summary>What was paid for and served nobody. Of one call: all null while it is on.</summary>
public sealed record WasteTotals
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

    internal static WasteTotals Of(Call call) => new()
    {
        UnheardCharacters = call.UnheardCharacters,
        DiscardedTokens = call.DiscardedTokens,
        SilentSeconds = call.SilentSeconds,
        Cost = call.WasteNanos is { } nanos ? new Money(nanos) : null,
    };
}
