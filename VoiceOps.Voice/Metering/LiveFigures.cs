using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Metering;

/// <summary>A running call's money as its meters stand, committed or not.</summary>
public sealed record LiveFigures
{
    public required TimeSpan Elapsed { get; init; }

    public required IReadOnlyDictionary<string, Money> CostByService { get; init; }

    public required Money Revenue { get; init; }

    /// <summary>Services that have counted any usage.</summary>
    public required IReadOnlyList<string> ServicesUsed { get; init; }

    /// <summary>Services with usage that has no known price, so <see cref="Cost"/> leaves it out.</summary>
    public required IReadOnlyList<string> UnpricedServices { get; init; }

    public bool HasUnpriced => UnpricedServices.Count > 0;

    public Money Cost => new(CostByService.Values.Sum(cost => cost.Nanos));

    public Money Margin => Revenue - Cost;
}
