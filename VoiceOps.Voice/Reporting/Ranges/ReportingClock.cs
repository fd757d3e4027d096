using Microsoft.Extensions.Options;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Reporting.Ranges;

/// <summary>The reporting time zone and what time it is there.</summary>
public sealed class ReportingClock(IOptions<ReportingOptions> options, TimeProvider time)
{
    public TimeZoneInfo Zone { get; } = TimeZoneInfo.FindSystemTimeZoneById(options.Value.TimeZone);

    /// <summary>UTC, to the microsecond.</summary>
    public DateTime Now => time.GetUtcTime();

    public DateOnly Today => ReportRanges.DayOf(Now, Zone);
}
