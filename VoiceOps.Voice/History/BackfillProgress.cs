using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.History;

/// <summary>How far the running backfill is, or what the last one did.</summary>
public sealed record BackfillProgress
{
    public static BackfillProgress None { get; } = new() { Phase = BackfillPhase.NotRun };

    public required BackfillPhase Phase { get; init; }

    public DateTime? StartedAt { get; init; }

    public TimeSpan Took { get; init; }

    /// <summary>Calls that had no Twilio row when it started.</summary>
    public long Calls { get; init; }

    /// <summary>Of those, the ones that have been looked at.</summary>
    public long Done { get; init; }

    public long RowsWritten { get; init; }

    public Money Cost { get; init; }

    /// <summary>What stopped it, in words; what it wrote until then stands.</summary>
    public string? Fault { get; init; }
}
