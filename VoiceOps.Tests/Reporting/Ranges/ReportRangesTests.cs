using VoiceOps.Voice.Reporting.Ranges;
using Xunit;

namespace VoiceOps.Tests.Reporting.Ranges;

public sealed class ReportRangesTests
{
    private static readonly TimeZoneInfo NewYork = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");
    private static readonly TimeZoneInfo Kathmandu = TimeZoneInfo.FindSystemTimeZoneById("Asia/Kathmandu");

    [Fact]
    public void Today_InUtc_IsTheCalendarDayAndAsMuchOfYesterday()
    {
        var range = Resolve(new(RangeKind.Today), "2026-03-10T15:30:00", TimeZoneInfo.Utc);

        Assert.Equal((Utc("2026-03-10T00:00:00"), Utc("2026-03-11T00:00:00")), (range.Start, range.End));
        Assert.Equal((Utc("2026-03-09T00:00:00"), Utc("2026-03-09T15:30:00")), (range.PreviousStart, range.PreviousEnd));
        Assert.Equal("UTC", range.TimeZone);
    }

    [Theory]
    [InlineData("2026-03-08", "2026-03-08T05:00:00", 23)]
    [InlineData("2026-03-09", "2026-03-09T04:00:00", 24)]
    [InlineData("2026-11-01", "2026-11-01T04:00:00", 25)]
    [InlineData("2026-11-02", "2026-11-02T05:00:00", 24)]
    public void Today_InNewYork_HasTheHoursOfItsDay(string day, string start, int hours)
    {
        var range = Resolve(new(RangeKind.Today), $"{day}T18:00:00", NewYork);

        Assert.Equal(Utc(start), range.Start);
        Assert.Equal(TimeSpan.FromHours(hours), range.End - range.Start);
        Assert.Equal(DateOnly.Parse(day), range.FirstDay);
    }

    [Fact]
    public void Today_OnTheLongDay_DoesNotReachBeyondTheDayBefore()
    {
        // 24.5 hours into a day of 25; the day before had 24.
        var range = Resolve(new(RangeKind.Today), "2026-11-02T04:30:00", NewYork);

        Assert.Equal(new DateOnly(2026, 11, 1), range.FirstDay);
        Assert.Equal(range.Start, range.PreviousEnd);
    }

    [Fact]
    public void Today_InKathmandu_StartsAtAQuarterPastInUtc()
    {
        var range = Resolve(new(RangeKind.Today), "2026-01-05T18:20:00", Kathmandu);

        Assert.Equal(new DateOnly(2026, 1, 6), range.FirstDay);
        Assert.Equal(Utc("2026-01-05T18:15:00"), range.Start);
        Assert.Equal(Utc("2026-01-04T18:20:00"), range.PreviousEnd);
    }

    [Theory]
    [InlineData(RangeKind.Last7Days, 7)]
    [InlineData(RangeKind.Last30Days, 30)]
    public void LastDays_IncludeTodayAndFollowTheSameNumberBefore(RangeKind kind, int days)
    {
        var range = Resolve(new(kind), "2026-11-15T12:00:00", NewYork);

        Assert.Equal(new DateOnly(2026, 11, 15), range.LastDay);
        Assert.Equal(days, range.LastDay.DayNumber - range.FirstDay.DayNumber + 1);
        Assert.Equal(ReportRanges.DayStart(range.FirstDay.AddDays(-days), NewYork), range.PreviousStart);
        Assert.Equal(Utc("2026-11-15T12:00:00") - range.Start, range.PreviousEnd - range.PreviousStart);
    }

    [Fact]
    public void MonthToDate_AfterAShorterMonth_IsClippedToIt()
    {
        var range = Resolve(new(RangeKind.MonthToDate), "2026-03-31T12:00:00", TimeZoneInfo.Utc);

        Assert.Equal((Utc("2026-03-01T00:00:00"), Utc("2026-04-01T00:00:00")), (range.Start, range.End));
        Assert.Equal((Utc("2026-02-01T00:00:00"), Utc("2026-03-01T00:00:00")), (range.PreviousStart, range.PreviousEnd));
    }

    [Fact]
    public void MonthToDate_InTheMiddle_ComparesTheSameDays()
    {
        var range = Resolve(new(RangeKind.MonthToDate), "2026-06-10T06:00:00", TimeZoneInfo.Utc);

        Assert.Equal((Utc("2026-05-01T00:00:00"), Utc("2026-05-10T06:00:00")), (range.PreviousStart, range.PreviousEnd));
    }

    [Fact]
    public void Custom_Finished_ComparesWholePeriods()
    {
        var range = Resolve(Days("2026-05-04", "2026-05-10"), "2026-06-10T06:00:00", TimeZoneInfo.Utc);

        Assert.Equal((Utc("2026-05-04T00:00:00"), Utc("2026-05-11T00:00:00")), (range.Start, range.End));
        Assert.Equal((Utc("2026-04-27T00:00:00"), Utc("2026-05-04T00:00:00")), (range.PreviousStart, range.PreviousEnd));
    }

    [Theory]
    [InlineData("2026-03-01", "2026-03-31", "2026-02-01", "2026-02-28")]
    [InlineData("2026-02-01", "2026-02-28", "2026-01-01", "2026-01-31")]
    [InlineData("2024-02-01", "2024-02-29", "2024-01-01", "2024-01-31")]
    [InlineData("2024-03-01", "2024-03-31", "2024-02-01", "2024-02-29")]
    [InlineData("2025-04-01", "2025-06-30", "2025-01-01", "2025-03-31")]
    [InlineData("2025-01-01", "2025-12-31", "2024-01-01", "2024-12-31")]
    [InlineData("2025-01-01", "2025-01-31", "2024-12-01", "2024-12-31")]
    [InlineData("2026-05-04", "2026-05-17", "2026-04-20", "2026-05-03")] // whole weeks
    [InlineData("2026-03-02", "2026-03-31", "2026-01-31", "2026-03-01")] // no whole month
    [InlineData("2026-03-01", "2026-03-30", "2026-01-30", "2026-02-28")]
    public void Custom_WholeMonths_AreComparedWithWholeMonths(string from, string to, string first, string last)
    {
        var range = Resolve(Days(from, to), "2026-06-10T06:00:00", NewYork);

        Assert.Equal((DateOnly.Parse(first), DateOnly.Parse(last)), (range.PreviousFirstDay, range.PreviousLastDay));
        Assert.Equal(ReportRanges.DayStart(DateOnly.Parse(last).AddDays(1), NewYork), range.PreviousEnd);
    }

    [Theory]
    [InlineData("2026-05-10", "2026-05-04", "2026-05-04", "2026-05-10")] // backwards
    [InlineData("2026-06-01", "2026-07-04", "2026-06-01", "2026-06-10")] // into the future
    [InlineData("2027-06-01", "2027-07-04", "2026-06-10", "2026-06-10")] // all in the future
    [InlineData("0001-01-01", "0001-01-01", "0011-01-03", "0011-01-03")] // nothing comes before it
    [InlineData("1900-01-01", "2026-06-10", "2016-06-10", "2026-06-10")] // absurdly long
    public void Custom_ThatCannotBe_IsCorrected(string from, string to, string first, string last)
    {
        var range = Resolve(Days(from, to), "2026-06-10T06:00:00", TimeZoneInfo.Utc);

        Assert.Equal((DateOnly.Parse(first), DateOnly.Parse(last)), (range.FirstDay, range.LastDay));
        Assert.True(range.PreviousStart < range.Start);
    }

    [Theory]
    [InlineData("America/Santiago", "2025-09-07", "2025-09-07T04:00:00", 23)] // midnight is skipped
    [InlineData("America/Havana", "2025-11-02", "2025-11-02T04:00:00", 25)] // midnight comes twice
    [InlineData("Australia/Lord_Howe", "2025-10-05", "2025-10-04T13:30:00", 23.5)] // half an hour
    public void DayStart_WhereMidnightIsOdd_IsTheFirstMomentOfTheDay(string id, string day, string start, double hours)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(id);
        var first = ReportRanges.DayStart(DateOnly.Parse(day), zone);

        Assert.Equal(Utc(start), first);
        Assert.Equal(TimeSpan.FromHours(hours), ReportRanges.DayStart(DateOnly.Parse(day).AddDays(1), zone) - first);
        Assert.Equal(DateOnly.Parse(day), ReportRanges.DayOf(first, zone));
        Assert.Equal(DateOnly.Parse(day).AddDays(-1), ReportRanges.DayOf(first.AddTicks(-1), zone));
    }

    private static ReportRange Resolve(RangeRequest request, string now, TimeZoneInfo zone) => ReportRanges.Resolve(request, Utc(now), zone);

    private static RangeRequest Days(string from, string to) => new(RangeKind.Custom, DateOnly.Parse(from), DateOnly.Parse(to));

    private static DateTime Utc(string text) => DateTime.SpecifyKind(DateTime.Parse(text), DateTimeKind.Utc);
}
