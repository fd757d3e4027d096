using VoiceOps.Voice.Usage;

namespace VoiceOps.Web.Why.Explanations;

/// <summary>What one account's calls at one price have earned.</summary>
public sealed record RevenuePart
{
    public string? Account { get; init; }

    /// <summary>Dollars, frozen at each call's start.</summary>
    public required decimal PricePerMinute { get; init; }

    public required long TalkSeconds { get; init; }

    public required long BilledSeconds { get; init; }

    public required Money Revenue { get; init; }

    public required long Movements { get; init; }
}
