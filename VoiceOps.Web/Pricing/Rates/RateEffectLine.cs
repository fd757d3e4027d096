using VoiceOps.Voice.Usage;

namespace VoiceOps.Web.Pricing.Rates;

/// <summary>One use of the last 30 days, as booked and at the new rate.</summary>
public sealed record RateEffectLine
{
    public required MeterKey Key { get; init; }

    public required string UsageUnit { get; init; }

    /// <summary>What the new rate multiplies, in 10⁻⁶ of the unit.</summary>
    public required long UsageMicros { get; init; }

    /// <summary>The new rate bills other steps, so its quantity was counted anew from the lengths of the calls.</summary>
    public bool IsRecounted { get; init; }

    public required Money Booked { get; init; }

    /// <summary>Rows of it that have no price, and that <see cref="Booked"/> leaves out.</summary>
    public required long UnpricedEvents { get; init; }

    /// <summary>Quantity × new rate, to the nano-dollar; null when nothing would price it.</summary>
    public required Money? After { get; init; }

    public decimal Usage => (decimal)UsageMicros / UsageUnits.MicrosPerUnit;
}
