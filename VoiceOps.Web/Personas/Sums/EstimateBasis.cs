using VoiceOps.Voice.Pricing;

namespace VoiceOps.Web.Personas.Sums;

/// <summary>What estimates of one persona stand on, read once; each change of the design is then worked out from it.</summary>
public sealed record EstimateBasis
{
    public required RateCard RateCard { get; init; }

    public required UsageProfile Profile { get; init; }
}
