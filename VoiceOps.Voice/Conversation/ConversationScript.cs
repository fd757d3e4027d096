using VoiceOps.Voice.Personas;

namespace VoiceOps.Voice.Conversation;

/// <summary>Who the agent is in this call.</summary>
public sealed record ConversationScript
{
    public required string LlmModel { get; init; }

    /// <summary>Answers when <see cref="LlmModel"/> does not; null: none.</summary>
    public string? FallbackModel { get; init; }

    public required string SystemPrompt { get; init; }

    /// <summary>Said first, before the caller speaks; empty waits for the caller.</summary>
    public required string Greeting { get; init; }

    /// <summary>Said before hanging up when a provider stays away.</summary>
    public string Apology { get; init; } = LanguageWords.English.Apology;

    /// <summary>When a provider stays away, somebody else takes the call over: no apology, the line says what comes.</summary>
    public bool IsPutThrough { get; init; }

    public PersonaSettings Settings { get; init; } = new();
}
