namespace VoiceOps.Voice.Pricing;

/// <summary>One entry of <c>Pricing:Fallback</c>. Texts, so that a missing or mistyped value is reported rather than bound to 0.</summary>
public sealed class FallbackRate
{
    /// <summary><c>service:operation</c> or <c>service:operation:model</c></summary>
    public string? Key { get; set; }

    public string? Model { get; set; }

    /// <summary>Dollars a unit, as an exact decimal.</summary>
    public string? Price { get; set; }

    /// <summary><c>per_minute</c>, <c>per_character</c> or <c>per_token</c></summary>
    public string? Type { get; set; }

    public int? IncrementSeconds { get; set; }
}
