using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Metering;

/// <summary>What a call has earned since the posting before: differences, perhaps negative.</summary>
public sealed record RevenuePosting
{
    /// <summary>The same posting twice is one.</summary>
    public required string Key { get; init; }

    public required long CallId { get; init; }

    public required long AccountId { get; init; }

    public required long TalkSeconds { get; init; }

    /// <summary>Seconds billed to the account, in its own steps.</summary>
    public required long BilledSeconds { get; init; }

    public required Money Earned { get; init; }

    public required DateTime OccurredAt { get; init; }
}
