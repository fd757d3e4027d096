namespace VoiceOps.Voice.Conversation.Turns;

/// <summary>What the agent has just asked for, as far as it tells how the answer will end.</summary>
internal enum AskedKind
{
    /// <summary>Nothing, or something that may be told at length.</summary>
    Anything,

    /// <summary>Something that a few words answer: a name, a place.</summary>
    Something,

    YesOrNo,

    /// <summary>How many, when: one number answers it.</summary>
    Amount,

    /// <summary>Digits, which come in groups with pauses between.</summary>
    Digits,

    /// <summary>Letters, which come one by one.</summary>
    Letters,
}
