using System.Globalization;

namespace VoiceOps.Voice.Reporting.Ranges;

/// <summary>Cuts a range for its chart, in the reporting time zone: hours up to two days, then days, weeks or months, 200 at most.</summary>
internal static class SeriesBuckets
{
    private const int HourlyDays = 2;
    private const int MaxBuckets = 200;
    private const int DaysPerWeek = 7;

    public static IReadOnlyList<SeriesBucket> Cut(ReportRange range, TimeZoneInfo zone)
    {
        var days = range.LastDay.DayNumber - range.FirstDay.DayNumber + 1;
        return days switch
        {
            <= HourlyDays => Hours(range, zone, days == 1 ? "HH:mm" : "d MMM HH:mm"),
            <= MaxBuckets => Days(range, zone, "d MMM", day => day.AddDays(1)),
            // The first week may be cut by the range's start, which is one bucket more.
            <= (MaxBuckets - 1) * DaysPerWeek => Days(range, zone, "d MMM yyyy", NextMonday),
            _ => Days(range, zone, "MMM yyyy", day => new DateOnly(day.Year, day.Month, 1).AddMonths(1)),
        };
    }

    private static List<SeriesBucket> Hours(ReportRange range, TimeZoneInfo zone, string format)
    {
        var buckets = new List<SeriesBucket>();
        for (var start = range.Start; start < range.End;)
        {
            var local = TimeZoneInfo.ConvertTimeFromUtc(start, zone);
            // Up to the next whole hour on the wall: a zone that shifts by half an hour has a half bucket there.
            var end = start.AddMinutes(60 - local.Minute);
            end = end < range.End ? end : range.End;
            buckets.Add(new SeriesBucket(start, end, local.ToString(format, CultureInfo.InvariantCulture)));
            start = end;
        }

        return buckets;
    }

    private static List<SeriesBucket> Days(ReportRange range, TimeZoneInfo zone, string format, Func<DateOnly, DateOnly> next)
    {
        var buckets = new List<SeriesBucket>();
        for (var day = range.FirstDay; day <= range.LastDay;)
        {
            var following = next(day);
            following = following <= range.LastDay ? following : range.LastDay.AddDays(1);
            buckets.Add(new SeriesBucket(
                ReportRanges.DayStart(day, zone), ReportRanges.DayStart(following, zone), day.ToString(format, CultureInfo.InvariantCulture)));
            day = following;
        }

        return buckets;
    }

    private static DateOnly NextMonday(DateOnly day)
    {
        var sinceMonday = ((int)day.DayOfWeek + DaysPerWeek - (int)DayOfWeek.Monday) % DaysPerWeek;
        return day.AddDays(DaysPerWeek - sinceMonday);
    }
}
