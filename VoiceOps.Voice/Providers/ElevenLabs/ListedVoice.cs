namespace VoiceOps.Voice.Providers.ElevenLabs;

/// <summary>A voice of the account's.</summary>
public sealed record ListedVoice
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>Such as <c>american · young · conversational</c>; empty when the provider tells nothing.</summary>
    public string Description { get; init; } = "";

    /// <summary>Where the provider keeps a spoken sample.</summary>
    public Uri? PreviewUrl { get; init; }
}
