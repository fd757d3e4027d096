using VoiceOps.Voice.Reporting;
using VoiceOps.Voice.Reporting.Ranges;

namespace VoiceOps.Web.Pricing.Rates;

/// <summary>The rate card as the Pricing page shows it: what is in force with its use of the last 30 days, and what comes.</summary>
public sealed record RateBook
{
    public required DateTime AsOf { get; init; }

    /// <summary>The 30 days of the Command Center, today included.</summary>
    public required ReportRange Range { get; init; }

    /// <summary>Fallbacks and uses without any price have lines too.</summary>
    public required IReadOnlyList<RateUsage> InForce { get; init; }

    /// <summary>Versions and ends to come, the soonest first.</summary>
    public required IReadOnlyList<ComingRate> Coming { get; init; }

    /// <summary>Usage rows of any time that have no price yet.</summary>
    public required long UnpricedRows { get; init; }
}
