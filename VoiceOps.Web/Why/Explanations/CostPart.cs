using VoiceOps.Voice.Usage;

namespace VoiceOps.Web.Why.Explanations;

/// <summary>Rows that were priced by one version of one rate: how much of what, at what, for what.</summary>
public sealed record CostPart
{
    public required string Service { get; init; }

    public required string Operation { get; init; }

    public string? Model { get; init; }

    public required string UsageUnit { get; init; }

    public required long UsageMicros { get; init; }

    /// <summary>Null where nothing was known, or a provider's own figure stands in its place.</summary>
    public decimal? UnitCost { get; init; }

    public string? RateUnit { get; init; }

    public required string Basis { get; init; }

    public required string PricingSource { get; init; }

    /// <summary>When the versions of the rate with this price began; empty where the rate card never had it.</summary>
    public IReadOnlyList<DateTime> Versions { get; init; } = [];

    public required Money Cost { get; init; }

    public required long Rows { get; init; }

    public required long UnpricedRows { get; init; }

    public decimal Usage => (decimal)UsageMicros / 1_000_000;
}
