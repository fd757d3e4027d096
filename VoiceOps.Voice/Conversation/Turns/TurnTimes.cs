namespace VoiceOps.Voice.Conversation.Turns;

/// <summary>When what happened in a turn, on the call's clock.</summary>
internal sealed class TurnTimes(TimeSpan began)
{
    /// <summary>When the caller stopped speaking, or the agent began by itself.</summary>
    public TimeSpan Began { get; } = began;

    /// <summary>When the caller's turn counted as ended; null where the agent began by itself.</summary>
    public TimeSpan? Committed { get; init; }

    public TimeSpan? FirstToken { get; set; }

    public TimeSpan? FirstClause { get; set; }

    public TimeSpan? FirstAudio { get; set; }

    public TimeSpan? Sent { get; set; }

    public TimeSpan? Heard { get; set; }

    /// <summary>Whole milliseconds since the turn began.</summary>
    public int? Since(TimeSpan? at) => at is { } moment ? Math.Max(0, (int)Math.Round((moment - Began).TotalMilliseconds)) : null;
}
