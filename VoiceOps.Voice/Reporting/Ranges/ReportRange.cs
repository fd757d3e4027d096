using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Reporting.Ranges;

/// <summary>A request as resolved at one moment: whole days of the reporting time zone, in UTC.</summary>
public sealed record ReportRange
{
    public required RangeRequest Request { get; init; }

    /// <summary>First day, of the reporting time zone.</summary>
    public required DateOnly FirstDay { get; init; }

    /// <summary>Last day, inclusive.</summary>
    public required DateOnly LastDay { get; init; }

    /// <summary>UTC, inclusive.</summary>
    public required DateTime Start { get; init; }

    /// <summary>UTC, exclusive.</summary>
    public required DateTime End { get; init; }

    public required DateTime PreviousStart { get; init; }

    /// <summary>Exclusive; while the range is unfinished, the moment as far into the previous period as now is into this one.</summary>
    public required DateTime PreviousEnd { get; init; }

    /// <summary>The reporting time zone's id.</summary>
    public required string TimeZone { get; init; }

    /// <summary>The first of the days that are compared, of the reporting time zone.</summary>
    public DateOnly PreviousFirstDay => LocalDay.Of(PreviousStart, TimeZoneInfo.FindSystemTimeZoneById(TimeZone));

    /// <summary>The last of them, inclusive; of an unfinished range the one that the comparison ends in.</summary>
    public DateOnly PreviousLastDay => LocalDay.Of(PreviousEnd > PreviousStart ? PreviousEnd.AddTicks(-1) : PreviousEnd, TimeZoneInfo.FindSystemTimeZoneById(TimeZone));
}
