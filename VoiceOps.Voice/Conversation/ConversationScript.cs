namespace VoiceOps.Voice.Conversation;

/// <summary>Who the agent is in this call.</summary>
public sealed record ConversationScript
{
    public required string LlmModel { get; init; }

    public required string SystemPrompt { get; init; }

    /// <summary>Said first, before the caller speaks.</summary>
    public required string Greeting { get; init; }
}
