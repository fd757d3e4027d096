namespace VoiceOps.Voice.Conversation.Turns;

/// <summary>How sure it is, by the words alone, that the caller is done.</summary>
internal enum Ending
{
    Finished,

    /// <summary>Short, and an answer to what was asked.</summary>
    Fitting,
    Likely,
    Unsure,
    Doubtful,
    Open,
}
