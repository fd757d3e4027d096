namespace VoiceOps.Web.Conversations.Turns;

/// <summary>What is measured of a reply, in the order in which it happens; each counts from when the caller stopped speaking.</summary>
public enum TurnMeasure
{
    /// <summary>Until the caller's turn counted as ended.</summary>
    Endpointing,

    /// <summary>Until the model's first word.</summary>
    FirstToken,

    /// <summary>Until the first clause went to speech.</summary>
    FirstClause,

    /// <summary>Until the first byte of its speech arrived.</summary>
    FirstAudio,

    /// <summary>Until the first sound went to the line: turn latency, sent.</summary>
    Sent,

    /// <summary>Until the line told that the first sound was played: turn latency, heard.</summary>
    Heard,
}
