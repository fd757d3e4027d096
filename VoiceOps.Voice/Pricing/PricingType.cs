using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Pricing;

/// <summary>The unit that a rate is quoted in, as it stands in <c>service_pricing.pricing_type</c>.</summary>
public static class PricingType
{
    public const string PerMinute = "per_minute";
    public const string PerCharacter = "per_character";
    public const string PerToken = "per_token";

    public static IReadOnlyList<string> All { get; } = [PerMinute, PerCharacter, PerToken];

    /// <summary>The one that a service's usage can be priced by; null for a service that nothing meters.</summary>
    public static string? Of(string service) => service switch
    {
        ServiceNames.Twilio or ServiceNames.Deepgram => PerMinute,
        ServiceNames.ElevenLabs => PerCharacter,
        ServiceNames.Cerebras => PerToken,
        _ => null,
    };

    public static bool Fits(string? pricingType, string service) => Of(service) is not { } fitting || pricingType == fitting;

    /// <summary>The same as it stands in <c>api_call_events.rate_unit</c>: <c>minute</c>, <c>character</c> or <c>token</c>.</summary>
    public static string RateUnit(string pricingType) => pricingType["per_".Length..];
}
