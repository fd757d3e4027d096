using VoiceOps.Voice.Pricing;
using VoiceOps.Voice.Pricing.Versions;

namespace VoiceOps.Web.Pricing.Rates;

/// <summary>All versions of one rate and all that was ever done to it.</summary>
public sealed record RateHistory
{
    public required RateKey Key { get; init; }

    /// <summary>Newest first.</summary>
    public required IReadOnlyList<Rate> Versions { get; init; }

    /// <summary>Newest first; a version made by hand or with the database has none.</summary>
    public required IReadOnlyList<RateChange> Changes { get; init; }
}
