using VoiceOps.Voice.Data;
using VoiceOps.Voice.Metering;

namespace VoiceOps.Voice.Ledger;

/// <summary>What is committed together: rows that are final, the state of meters, and changes that must land with them.</summary>
internal sealed record LedgerBatch
{
    public IReadOnlyList<UsageEvent> Events { get; init; } = [];

    public IReadOnlyList<LedgerTransaction> Transactions { get; init; } = [];

    public IReadOnlyList<MeterCheckpoint> Checkpoints { get; init; } = [];

    public IReadOnlyList<Func<VoiceOpsContext, CancellationToken, Task>> Changes { get; init; } = [];

    /// <summary>Set in the batch that first tells of an answered call.</summary>
    public DateTime? AnsweredAt { get; init; }

    /// <summary>Set in the batch that tells of a call's end.</summary>
    public (DateTime EndedAt, WasteFigures Figures)? Waste { get; init; }

    /// <summary>Of a test call: its rows are marked, and no rollup counts them.</summary>
    public bool IsTest { get; init; }

    public bool IsEmpty => Events.Count == 0 && Transactions.Count == 0 && Checkpoints.Count == 0 && Changes.Count == 0 && AnsweredAt is null && Waste is null;
}
