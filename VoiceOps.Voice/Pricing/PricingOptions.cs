namespace VoiceOps.Voice.Pricing;

public sealed class PricingOptions
{
    public const string Section = "Pricing";

    /// <summary>Rates for a database whose row is missing. A list, because a configuration key cannot hold a colon.</summary>
    public IList<FallbackRate> Fallback { get; init; } = [];
}
