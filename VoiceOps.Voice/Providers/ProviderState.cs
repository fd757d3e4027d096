namespace VoiceOps.Voice.Providers;

/// <summary>How one provider stands, as measured.</summary>
public sealed record ProviderState
{
    public required string Service { get; init; }

    /// <summary>Keys of settings that it needs and does not have.</summary>
    public IReadOnlyList<string> MissingSettings { get; init; } = [];

    public DateTime? LastAnsweredAt { get; init; }

    public string? LastFault { get; init; }

    public DateTime? LastFaultAt { get; init; }

    public bool IsConfigured => MissingSettings.Count == 0;

    /// <summary>Its last word was a fault.</summary>
    public bool IsFaulted => LastFaultAt is not null && (LastAnsweredAt is null || LastFaultAt > LastAnsweredAt);
}
