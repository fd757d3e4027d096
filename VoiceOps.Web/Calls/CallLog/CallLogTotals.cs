using VoiceOps.Voice.Reporting;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Web.Calls.CallLog;

/// <summary>The sums of all calls that match, not of one page of them.</summary>
public sealed record CallLogTotals
{
    public required long Calls { get; init; }

    public required long Answered { get; init; }

    /// <summary>Calls that are on now and match.</summary>
    public required long OnAir { get; init; }

    /// <summary>Ended calls count with their length. Calls that are on count with what they have posted, as in cost and revenue.</summary>
    public required long TalkSeconds { get; init; }

    /// <summary>What is priced; <see cref="UnpricedEvents"/> says how many rows it leaves out.</summary>
    public required Money Cost { get; init; }

    public required long UnpricedEvents { get; init; }

    public required Money Revenue { get; init; }

    public required WasteTotals Waste { get; init; }

    public Money Profit => Revenue - Cost;

    public decimal? Margin => Revenue.Nanos == 0 ? null : (decimal)Profit.Nanos / Revenue.Nanos;
}
