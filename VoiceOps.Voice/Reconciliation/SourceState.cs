namespace VoiceOps.Voice.Reconciliation;

/// <summary>How one question to one provider's accounts stands.</summary>
public sealed record SourceState
{
    public required string Service { get; init; }

    /// <summary>In words, such as <c>call prices</c>.</summary>
    public required string What { get; init; }

    /// <summary>Why it is not asked, in words that say what to do; null when it is.</summary>
    public string? OffReason { get; init; }

    /// <summary>UTC; when it last answered.</summary>
    public DateTime? ToldAt { get; init; }

    /// <summary>Its last word, when that was a refusal.</summary>
    public string? Fault { get; init; }

    public DateTime? FaultAt { get; init; }

    public DateTime? PausedUntil { get; init; }

    internal int Failures { get; init; }
}
