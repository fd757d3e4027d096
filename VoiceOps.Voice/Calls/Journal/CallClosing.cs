using VoiceOps.Voice.Metering;

namespace VoiceOps.Voice.Calls.Journal;

/// <summary>How a call's row is closed.</summary>
internal sealed record CallClosing
{
    public required string Status { get; init; }

    public required string EndedReason { get; init; }

    public string? EndedDetail { get; init; }

    public required string? MissingUsage { get; init; }

    public required DateTime EndedAt { get; init; }

    public int? DurationSeconds { get; init; }

    /// <summary>Null for a call that never came to a conversation.</summary>
    public WasteFigures? Waste { get; init; }
}
