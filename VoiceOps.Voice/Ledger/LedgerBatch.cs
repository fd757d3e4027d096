using VoiceOps.Voice.Data;
using VoiceOps.Voice.Metering;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Ledger;

/// <summary>What is committed together: rows that are final, the state of meters, and changes that must land with them.</summary>
internal sealed record LedgerBatch
{
    public IReadOnlyList<UsageEvent> Events { get; init; } = [];

    /// <summary>What calls have talked. Where the seconds come from, the account's lots or its purse, is decided when they are written.</summary>
    public IReadOnlyList<RevenuePosting> Revenue { get; init; } = [];

    public IReadOnlyList<CreditMovement> Credits { get; init; } = [];

    public IReadOnlyList<MeterCheckpoint> Checkpoints { get; init; } = [];

    public IReadOnlyList<JournalEntry> Journal { get; init; } = [];

    /// <summary>Set in the batch that first tells of an answered call.</summary>
    public DateTime? AnsweredAt { get; init; }

    /// <summary>Set in the batch that tells of a call's end.</summary>
    public (DateTime EndedAt, WasteFigures Figures)? Waste { get; init; }

    /// <summary>Of a test call: its rows are marked, and no rollup counts them.</summary>
    public bool IsTest { get; init; }

    /// <summary>What a call has collected.</summary>
    public static LedgerBatch Of(CallBatch call) => new()
    {
        Events = call.Events,
        Revenue = call.Revenue,
        Checkpoints = call.Checkpoints,
        Journal = call.Journal,
        AnsweredAt = call.AnsweredAt,
        Waste = call.Waste,
        IsTest = call.IsTest,
    };
}
