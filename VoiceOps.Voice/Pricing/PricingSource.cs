namespace VoiceOps.Voice.Pricing;

/// <summary>Where the rate of a row came from.</summary>
public static class PricingSource
{
    public const string RateCard = "rate_card";
    public const string Fallback = "fallback";
    public const string Provider = "provider";
    public const string Free = "free";
    public const string Unpriced = "unpriced";
}
