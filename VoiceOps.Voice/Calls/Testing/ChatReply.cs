using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Calls.Testing;

/// <summary>What a model answered in a chat, how fast and for how much.</summary>
internal sealed record ChatReply
{
    public required string Text { get; init; }

    public TimeSpan? FirstToken { get; init; }

    public required TimeSpan Whole { get; init; }

    public required long PromptTokens { get; init; }

    public required long CompletionTokens { get; init; }

    /// <summary>Null when no price is known.</summary>
    public Money? Cost { get; init; }
}
