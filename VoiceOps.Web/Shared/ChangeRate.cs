using VoiceOps.Voice.Usage;

namespace VoiceOps.Web.Shared;

/// <summary>How a figure moved against the period before.</summary>
public static class ChangeRate
{
    /// <summary>As a share, 0.124 for +12.4 %; null on a zero or negative base, where a percentage would mislead.</summary>
    public static decimal? Of(Money current, Money previous) =>
        previous.Nanos <= 0 ? null : ((decimal)current.Nanos - previous.Nanos) / previous.Nanos;

    /// <summary>Of two shares, in percentage points.</summary>
    public static decimal? Points(decimal? current, decimal? previous) => (current - previous) * 100;
}
