using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Reporting.Ranges;

/// <summary>Turns a request into moments: days are [start, end) in the reporting time zone, 23- and 25-hour days included.</summary>
public static class ReportRanges
{
    /// <summary>Ten years; a longer custom range is cut to its last days.</summary>
    public const int MaxDays = 3_653;

    public static ReportRange Resolve(RangeRequest request, DateTime utcNow, TimeZoneInfo zone)
    {
        var now = UtcTime.ToMicrosecond(utcNow);
        var (first, last) = Days(request, DayOf(now, zone));
        var (previousFirst, previousLast) = PreviousDays(request.Kind, first, last);

        var start = DayStart(first, zone);
        var end = DayStart(last.AddDays(1), zone);
        var previousStart = DayStart(previousFirst, zone);
        var previousEnd = DayStart(previousLast.AddDays(1), zone);
        var soFar = previousStart + (now - start);
        return new ReportRange
        {
            Request = request,
            FirstDay = first,
            LastDay = last,
            Start = start,
            End = end,
            PreviousStart = previousStart,
            PreviousEnd = now < end && soFar < previousEnd ? soFar : previousEnd,
            TimeZone = zone.Id,
        };
    }

    /// <summary>The day that the zone's calendar shows at a moment.</summary>
    public static DateOnly DayOf(DateTime utc, TimeZoneInfo zone) => LocalDay.Of(utc, zone);

    /// <summary>The first moment of a day, in UTC.</summary>
    public static DateTime DayStart(DateOnly day, TimeZoneInfo zone) => LocalDay.Start(day, zone);

    /// <summary>Days of a custom range in order, not after today and not too many; nothing changes days that are right.</summary>
    internal static (DateOnly From, DateOnly To) Correct(DateOnly from, DateOnly to, DateOnly today)
    {
        (from, to) = from <= to ? (from, to) : (to, from);
        (from, to) = (Earlier(from, today), Earlier(to, today));
        var days = to.DayNumber - from.DayNumber + 1;
        // A day before the first there is would have no previous period.
        var earliest = DateOnly.MinValue.AddDays(MaxDays + 1);
        return (Later(days > MaxDays ? to.AddDays(1 - MaxDays) : from, earliest), Later(to, earliest));
    }

    private static (DateOnly First, DateOnly Last) Days(RangeRequest request, DateOnly today) => request.Kind switch
    {
        RangeKind.Today => (today, today),
        RangeKind.Last7Days => (today.AddDays(-6), today),
        RangeKind.Last30Days => (today.AddDays(-29), today),
        RangeKind.MonthToDate => (new DateOnly(today.Year, today.Month, 1), today),
        RangeKind.Custom => Correct(request.From ?? request.To ?? today, request.To ?? today, today),
        _ => throw new ArgumentOutOfRangeException(nameof(request), request.Kind, "Unknown range."),
    };

    private static (DateOnly First, DateOnly Last) PreviousDays(RangeKind kind, DateOnly first, DateOnly last)
    {
        if (kind == RangeKind.Custom && first.Day == 1 && last.AddDays(1).Day == 1)
        {
            // Whole months, a year among them: as many whole months before, which have other numbers of days.
            var months = ((last.Year - first.Year) * 12) + last.Month - first.Month + 1;
            return (first.AddMonths(-months), first.AddDays(-1));
        }

        if (kind != RangeKind.MonthToDate)
        {
            // Whole weeks are as long as those before.
            var days = last.DayNumber - first.DayNumber + 1;
            return (first.AddDays(-days), first.AddDays(-1));
        }

        // The month before may be shorter: its last day is as far as it goes.
        return (first.AddMonths(-1), last.AddMonths(-1));
    }

    private static DateOnly Earlier(DateOnly one, DateOnly other) => one < other ? one : other;

    private static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;
}
