namespace VoiceOps.Voice.History;

/// <summary>A call that has a length and no Twilio row.</summary>
internal sealed record BackfillCall
{
    public required long CallId { get; init; }

    public required string CallSid { get; init; }

    /// <summary>When its rates would have been frozen: at its webhook.</summary>
    public required DateTime CreatedAt { get; init; }

    public required DateTime? StartedAt { get; init; }

    public required int DurationSeconds { get; init; }

    /// <summary>Reports date its minutes by this.</summary>
    public DateTime AnsweredAt => StartedAt ?? CreatedAt;
}
