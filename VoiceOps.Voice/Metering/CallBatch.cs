using VoiceOps.Voice.Data;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Metering;

/// <summary>What a call has for the books at one moment, to be committed together.</summary>
internal sealed record CallBatch
{
    public required IReadOnlyList<UsageEvent> Events { get; init; }

    public required IReadOnlyList<RevenuePosting> Revenue { get; init; }

    public required IReadOnlyList<JournalEntry> Journal { get; init; }

    public required IReadOnlyList<MeterCheckpoint> Checkpoints { get; init; }

    /// <summary>Set in the batch that first tells of an answered call.</summary>
    public DateTime? AnsweredAt { get; init; }

    /// <summary>Set in the batch that tells of a call's end.</summary>
    public (DateTime EndedAt, WasteFigures Figures)? Waste { get; init; }

    /// <summary>Of a test call.</summary>
    public bool IsTest { get; init; }

    public bool IsEmpty => Events.Count == 0 && Revenue.Count == 0 && Journal.Count == 0 && Checkpoints.Count == 0 && AnsweredAt is null && Waste is null;
}
