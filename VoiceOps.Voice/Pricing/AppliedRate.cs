namespace VoiceOps.Voice.Pricing;

/// <summary>A rate as found for one use, with where it came from.</summary>
public sealed record AppliedRate
{
    public required decimal UnitPrice { get; init; }

    public required string PricingType { get; init; }

    public int? IncrementSeconds { get; init; }

    public required string Source { get; init; }

    /// <summary><c>list</c> or <c>negotiated</c>; null for a fallback.</summary>
    public string? Origin { get; init; }

    /// <summary>Null for a fallback.</summary>
    public DateTime? EffectiveFrom { get; init; }
}
