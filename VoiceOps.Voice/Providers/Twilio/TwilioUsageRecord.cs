namespace VoiceOps.Voice.Providers.Twilio;

/// <summary>What one category cost on one day (UTC).</summary>
// {"category":"calls","start_date":"2026-11-20","end_date":"2026-11-20","price":"2.19","price_unit":"usd","usage":"219","usage_unit":"minutes",..}
internal sealed record TwilioUsageRecord
{
    public required string Category { get; init; }

    public required DateOnly StartDate { get; init; }

    /// <summary>Positive, unlike that of a call.</summary>
    public decimal? Price { get; init; }

    /// <summary>ISO 4217, lower case.</summary>
    public string? PriceUnit { get; init; }

    public decimal? Usage { get; init; }

    public string? UsageUnit { get; init; }
}
