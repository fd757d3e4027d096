namespace VoiceOps.Voice.Ledger;

/// <summary>How the one writer stands: when it last committed, and what keeps it from it.</summary>
public sealed record LedgerWriterState
{
    public DateTime? LastCommitAt { get; init; }

    /// <summary>Null while commits succeed.</summary>
    public string? Fault { get; init; }

    public DateTime? FaultSince { get; init; }

    /// <summary>Usage rows that wait until commits succeed again.</summary>
    public int HeldRows { get; init; }

    /// <summary>Calls that they, and the checkpoints that wait with them, belong to.</summary>
    public int HeldCalls { get; init; }

    /// <summary>Calls whose rows the store will not take although it takes those of others.</summary>
    public int RefusedCalls { get; init; }

    /// <summary>What the store said of one of them; null when there are none.</summary>
    public string? Refusal { get; init; }
}
