using VoiceOps.Voice.Usage;

namespace VoiceOps.Web.Pricing.Rates;

/// <summary>One use that has rows without a price.</summary>
public sealed record UnpricedUse
{
    public required MeterKey Key { get; init; }

    public required string UsageUnit { get; init; }

    public required long UsageMicros { get; init; }

    public required long Rows { get; init; }

    /// <summary>Of them, those of designers' test calls, which are in no figure of the business with a price either.</summary>
    public required long TestRows { get; init; }

    public required long Calls { get; init; }

    public required DateTime FirstBookedAt { get; init; }

    public required DateTime LastBookedAt { get; init; }

    public decimal Usage => (decimal)UsageMicros / UsageUnits.MicrosPerUnit;
}
