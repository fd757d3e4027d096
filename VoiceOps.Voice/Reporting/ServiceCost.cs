using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Reporting;

/// <summary>One service's cost in a period.</summary>
public sealed record ServiceCost
{
    public required string Service { get; init; }

    public required Money Cost { get; init; }

    /// <summary>Of the period's total, 0.5 for 50 %; null when the total is zero.</summary>
    public required decimal? Share { get; init; }

    public required Money EstimatedCost { get; init; }

    public required long UnpricedEvents { get; init; }
}
