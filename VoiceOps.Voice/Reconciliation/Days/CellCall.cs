using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Reconciliation.Days;

/// <summary>One call behind a cell.</summary>
public sealed record CellCall
{
    public required long CallId { get; init; }

    public required string CallSid { get; init; }

    public required DateTime CreatedAt { get; init; }

    public required int? DurationSeconds { get; init; }

    /// <summary>A designer's test: no part of the business's figures, and billed by the provider all the same.</summary>
    public bool IsTest { get; init; }

    public required Money Metered { get; init; }

    /// <summary>Of that, what the provider has no price of per call: Twilio's media streams, which it bills by day.</summary>
    public required Money BilledByDayOnly { get; init; }

    public required bool HasEstimated { get; init; }

    public required Money Estimated { get; init; }

    /// <summary>Null while the provider has told no price of the call.</summary>
    public required Money? Billed { get; init; }

    public required int Attempts { get; init; }

    /// <summary>When it is asked again; null when it is not.</summary>
    public required DateTime? NextAttemptAt { get; init; }

    public required string? Problem { get; init; }

    /// <summary>Between what the provider prices per call and what was metered of the same.</summary>
    public Money? Difference => Billed - (Metered - BilledByDayOnly);
}
