using VoiceOps.Voice.Reporting.Exposure;
using VoiceOps.Voice.Reporting.Ranges;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Reporting;

/// <summary>Everything the Command Center shows for one range, read in one transaction: every panel has the same <see cref="AsOf"/>.</summary>
public sealed record CommandCenterSnapshot
{
    public required DateTime AsOf { get; init; }

    public required ReportRange Range { get; init; }

    /// <summary>False in a database that has never had a call.</summary>
    public required bool HasCalls { get; init; }

    public required PeriodTotals Current { get; init; }

    /// <summary>The period before; for an unfinished one, the same part of it.</summary>
    public required PeriodTotals Previous { get; init; }

    /// <summary>All four services, dearest first.</summary>
    public required IReadOnlyList<ServiceCost> Services { get; init; }

    /// <summary>Oldest first, 200 at most.</summary>
    public required IReadOnlyList<TimeBucket> Series { get; init; }

    public required IReadOnlyList<RateUsage> Rates { get; init; }

    /// <summary>Newest first, 25 at most, those of the range.</summary>
    public required IReadOnlyList<RecentCall> RecentCalls { get; init; }

    /// <summary>Of all accounts now, whatever the range.</summary>
    public required CreditExposure Exposure { get; init; }
}
