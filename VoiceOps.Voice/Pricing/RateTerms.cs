using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Pricing;

/// <summary>What a version of a rate says, apart from when it says it.</summary>
public sealed record RateTerms
{
    /// <summary>Dollars a unit.</summary>
    public required decimal UnitPrice { get; init; }

    public required string PricingType { get; init; }

    /// <summary>60 bills started minutes, 1 started seconds; null bills exactly what was used.</summary>
    public int? IncrementSeconds { get; init; }

    /// <summary><c>list</c> or <c>negotiated</c></summary>
    public string Origin { get; init; } = RateOrigin.List;

    /// <summary>What is wrong with them for this key, in words for the one who typed them, or null.</summary>
    public string? Problem(RateKey key)
    {
        if (!ServiceNames.All.Contains(key.Service) || key.Operation.Length == 0)
        {
            return "A rate is for one of the four services and an operation of it, or default.";
        }

        if (key is { Service: ServiceNames.Cerebras, Model: null })
        {
            return "Name the model: one that is not on the card is unpriced, not guessed.";
        }

        if (UnitPrice < 0)
        {
            return "A rate cannot be negative.";
        }

        if (UnitPrice > Rate.HighestUnitPrice)
        {
            return $"More than ${Rate.HighestUnitPrice} a unit is surely a slip.";
        }

        if (!Pricing.PricingType.All.Contains(PricingType))
        {
            return $"The unit must be one of {string.Join(", ", Pricing.PricingType.All)}.";
        }

        if (!Pricing.PricingType.Fits(PricingType, key.Service))
        {
            return $"What {key.Service} does is priced {Pricing.PricingType.Of(key.Service)}, not {PricingType}.";
        }

        return IncrementSeconds < 1 ? "What is billed in steps needs steps of a second or more."
            : !RateOrigin.All.Contains(Origin) ? $"The price must be one of {string.Join(", ", RateOrigin.All)}."
            : null;
    }

    internal AppliedRate From(DateTime effectiveFrom) => new()
    {
        UnitPrice = UnitPrice,
        PricingType = PricingType,
        IncrementSeconds = IncrementSeconds,
        Source = UnitPrice == 0 ? PricingSource.Free : PricingSource.RateCard,
        Origin = Origin,
        EffectiveFrom = effectiveFrom,
    };
}
