using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Pricing;

/// <summary>One version of one rate, in force from its start until its end. Its terms never change; a new price is a new version.</summary>
public sealed class Rate
{
    /// <summary>In dollars. More is surely a slip, and would lead beyond what nano-dollars can count.</summary>
    public const decimal HighestUnitPrice = 1_000;

    public long Id { get; init; }

    public required string Service { get; init; }

    public required string Operation { get; init; }

    /// <summary>Null means any model.</summary>
    public string? Model { get; init; }

    public required decimal UnitPrice { get; init; }

    public required string PricingType { get; init; }

    /// <summary>60 bills started minutes, 1 started seconds; null bills exactly what was used.</summary>
    public int? IncrementSeconds { get; init; }

    /// <summary><c>list</c> or <c>negotiated</c></summary>
    public string Origin { get; init; } = RateOrigin.List;

    public required DateTime EffectiveFrom { get; init; }

    /// <summary>Exclusive; null while no end is known.</summary>
    public DateTime? EffectiveTo { get; set; }

    public required DateTime CreatedAt { get; init; }

    /// <summary>Why it was made.</summary>
    public string? Note { get; init; }

    public RateKey Key => new(Service, Operation, Model);

    public RateTerms Terms => new()
    {
        UnitPrice = UnitPrice,
        PricingType = PricingType,
        IncrementSeconds = IncrementSeconds,
        Origin = Origin,
    };

    public bool IsInForceAt(DateTime moment) => EffectiveFrom <= moment && (EffectiveTo is null || moment < EffectiveTo);

    /// <summary>False for a row, made by hand, that the program itself would have refused: it must price nothing.</summary>
    public bool IsUsable => IsReadable && UnitPrice is >= 0 and <= HighestUnitPrice && Pricing.PricingType.Fits(PricingType, Service);

    /// <summary>False for a row that holds no price, no steps or no time where one belongs: nobody knows what it was to say.</summary>
    public bool IsReadable => UnitPrice != Unreadable.Price && IncrementSeconds is not < 1 && EffectiveFrom != Unreadable.Time && EffectiveTo != Unreadable.Time;

    /// <summary>Whether it would be in force at a moment, for all that can be read of it.</summary>
    internal bool MayBeInForceAt(DateTime moment) => EffectiveFrom <= moment && (EffectiveTo is not { } end || end == Unreadable.Time || moment < end);
}
