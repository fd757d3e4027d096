namespace VoiceOps.Voice.Providers.ElevenLabs;

/// <summary>The plan as <c>GET /v1/user/subscription</c> tells it; both counts are of credits.</summary>
internal sealed record ElevenLabsSubscription
{
    public required decimal CharacterCount { get; init; }

    public required decimal CharacterLimit { get; init; }

    /// <summary>Goes on beyond the limit, at a price.</summary>
    public bool CanExtendCharacterLimit { get; init; }

    public long? NextCharacterCountResetUnix { get; init; }
}
