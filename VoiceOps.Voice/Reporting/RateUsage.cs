using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Reporting;

/// <summary>A rate in force (or one that is missing) and what was used of it in the range.</summary>
public sealed record RateUsage
{
    public required string Service { get; init; }

    public required string Operation { get; init; }

    /// <summary>Null: any model.</summary>
    public string? Model { get; init; }

    /// <summary>Null when no price is known.</summary>
    public decimal? UnitPrice { get; init; }

    /// <summary><c>per_minute</c>, <c>per_character</c> or <c>per_token</c>; null with the price.</summary>
    public string? PricingType { get; init; }

    public int? IncrementSeconds { get; init; }

    /// <summary><c>rate_card</c>, <c>fallback</c>, <c>free</c> or <c>unpriced</c>.</summary>
    public required string Source { get; init; }

    /// <summary><c>list</c> or <c>negotiated</c>; null for a fallback.</summary>
    public string? Origin { get; init; }

    /// <summary>Null for a fallback.</summary>
    public DateTime? EffectiveFrom { get; init; }

    /// <summary>The unit of <see cref="UsageMicros"/>: minutes, seconds, characters or tokens.</summary>
    public required string UsageUnit { get; init; }

    /// <summary>Usage in the range, in 10⁻⁶ of its unit.</summary>
    public required long UsageMicros { get; init; }

    public required Money Cost { get; init; }

    public required long UnpricedEvents { get; init; }

    public decimal Usage => (decimal)UsageMicros / 1_000_000;
}
