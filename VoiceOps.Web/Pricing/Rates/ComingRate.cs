using VoiceOps.Voice.Pricing;

namespace VoiceOps.Web.Pricing.Rates;

/// <summary>A moment to come at which one key's rate becomes another, or ends.</summary>
public sealed record ComingRate
{
    public required RateKey Key { get; init; }

    public required DateTime At { get; init; }

    /// <summary>The version that begins; null when the rate ends and none takes over.</summary>
    public required Rate? Version { get; init; }

    public required RateTerms? Before { get; init; }

    /// <summary>Who made it so; null for a row made by hand.</summary>
    public required string? ChangedBy { get; init; }

    public required string? Reason { get; init; }
}
