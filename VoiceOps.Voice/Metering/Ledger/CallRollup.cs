namespace VoiceOps.Voice.Metering.Ledger;

/// <summary>Answered calls, talk time and recognized revenue per quarter of an hour (UTC), kept in the same transaction as their rows.</summary>
public sealed class CallRollup
{
    public required DateTime QuarterStart { get; init; }

    /// <summary>Calls answered in this quarter.</summary>
    public required long CallCount { get; init; }

    public required long TalkSeconds { get; init; }

    public required long RevenueNanos { get; init; }
}
