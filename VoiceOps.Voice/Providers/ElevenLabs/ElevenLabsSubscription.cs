namespace VoiceOps.Voice.Providers.ElevenLabs;

/// <summary>The plan as <c>GET /v1/user/subscription</c> tells it; both counts are of credits.</summary>
internal sealed record ElevenLabsSubscription
{
    private const long LastOfTheCalendar = 253_402_300_799;

    public required decimal CharacterCount { get; init; }

    public required decimal CharacterLimit { get; init; }

    /// <summary>Goes on beyond the limit, at a price.</summary>
    public bool CanExtendCharacterLimit { get; init; }

    public long? NextCharacterCountResetUnix { get; init; }

    /// <summary>When the plan is whole again, in UTC. Null when it is not told, or told as a time that no calendar has.</summary>
    public DateTime? ResetsAt =>
        NextCharacterCountResetUnix is > 0 and <= LastOfTheCalendar and var seconds ? DateTimeOffset.FromUnixTimeSeconds(seconds).UtcDateTime : null;
}
