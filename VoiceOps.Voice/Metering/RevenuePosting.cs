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

    /// <summary>Dollars a minute, frozen at the call's start.</summary>
    public required decimal PricePerMinute { get; init; }

    /// <summary>What the seconds are worth at that price, were none of them paid ahead.</summary>
    public required Money Earned { get; init; }

    public required DateTime OccurredAt { get; init; }
}
