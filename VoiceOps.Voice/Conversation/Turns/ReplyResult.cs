namespace VoiceOps.Voice.Conversation.Turns;

/// <summary>What became of a request for a reply, all its attempts together.</summary>
internal sealed record ReplyResult
{
    public static readonly ReplyResult None = new();

    /// <summary>The model that answered, or was asked last.</summary>
    public string? Model { get; init; }

    public long PromptTokens { get; init; }

    public long CompletionTokens { get; init; }

    /// <summary>Letters that the model wrote, whatever became of them.</summary>
    public int GeneratedLength { get; init; }

    /// <summary>The model has decided to end the call.</summary>
    public bool EndsCall { get; init; }

    /// <summary>Something was written that can be spoken.</summary>
    public bool HasWords { get; init; }

    /// <summary>What kept an answer from having words, one of <see cref="TurnFailure"/>; told although a second try had them. Null when nothing did.</summary>
    public string? Failure { get; init; }

    /// <summary>No model answered; nothing of a reply was spoken.</summary>
    public ProviderException? Fault { get; init; }
}
