namespace VoiceOps.Voice.Ledger;

/// <summary>Answered calls, talk time and recognized revenue per quarter of an hour (UTC), kept in the same transaction as their rows.</summary>
public sealed class CallRollup
{
    public required DateTime QuarterStart { get; init; }

    /// <summary>Calls answered in this quarter.</summary>
    public required long CallCount { get; init; }

    public required long TalkSeconds { get; init; }

    public required long RevenueNanos { get; init; }

    /// <summary>Characters sent to speech and never heard, in calls that ended in this quarter; so are the next three.</summary>
    public long UnheardCharacters { get; init; }

    /// <summary>Tokens of what was generated and never heard; a reply of which nothing was heard counts with its prompt.</summary>
    public long DiscardedTokens { get; init; }

    /// <summary>Seconds on the line after the caller's last sound.</summary>
    public long SilentSeconds { get; init; }

    /// <summary>What the three cost.</summary>
    public long WasteNanos { get; init; }
}
