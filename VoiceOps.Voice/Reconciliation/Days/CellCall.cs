using VoiceOps.Voice.Data;

namespace VoiceOps.Voice.Reconciliation.Days;

/// <summary>One call behind a cell.</summary>
public sealed record CellCall
{
    public required long CallId { get; init; }

    public required string CallSid { get; init; }

    public required DateTime CreatedAt { get; init; }

    public required int? DurationSeconds { get; init; }

    public required Money Metered { get; init; }

    public required bool HasEstimated { get; init; }

    /// <summary>Null while the provider has told no price of the call.</summary>
    public required Money? Billed { get; init; }

    public required int Attempts { get; init; }

    /// <summary>When it is asked again; null when it is not.</summary>
    public required DateTime? NextAttemptAt { get; init; }

    public required string? Problem { get; init; }

    public Money? Difference => Billed - Metered;
}
