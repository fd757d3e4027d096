namespace VoiceOps.Voice.Metering.Ledger;

/// <summary>How the one writer stands: when it last committed, and what keeps it from it.</summary>
public sealed record LedgerWriterState
{
    public DateTime? LastCommitAt { get; init; }

    /// <summary>Null while commits succeed.</summary>
    public string? Fault { get; init; }

    public DateTime? FaultSince { get; init; }
}
