namespace VoiceOps.Voice.Conversation;

/// <summary>How a conversation came to its end by itself.</summary>
internal enum ConversationOutcome
{
    /// <summary>The agent has said goodbye.</summary>
    AgentHungUp,

    /// <summary>It was asked to close, and has said its last words.</summary>
    Closed,

    /// <summary>A provider stayed away.</summary>
    ProviderFailed,
}
