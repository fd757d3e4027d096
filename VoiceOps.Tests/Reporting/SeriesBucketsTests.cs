using VoiceOps.Voice.Reporting.Ranges;
using Xunit;

namespace VoiceOps.Tests.Reporting;

public sealed class SeriesBucketsTests
{
    private static readonly DateTime Now = new(2026, 12, 31, 12, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData("UTC", "2026-06-10", "2026-06-10", 24, "00:00")]
    [InlineData("America/New_York", "2026-03-08", "2026-03-08", 23, "00:00")]
    [InlineData("America/New_York", "2026-11-01", "2026-11-01", 25, "00:00")]
    [InlineData("Asia/Kathmandu", "2026-11-01", "2026-11-01", 24, "00:00")]
    [InlineData("Australia/Lord_Howe", "2026-10-04", "2026-10-04", 24, "00:00")]
    [InlineData("UTC", "2026-06-09", "2026-06-10", 48, "9 Jun 00:00")]
    [InlineData("America/New_York", "2026-10-30", "2026-11-03", 5, "30 Oct")]
    [InlineData("UTC", "2026-06-15", "2026-12-31", 200, "15 Jun")]
    [InlineData("UTC", "2026-06-14", "2026-12-31", 30, "14 Jun 2026")] // 201 days; a Sunday, alone in its week
    [InlineData("UTC", "2023-03-10", "2026-12-31", 200, "10 Mar 2023")]
    [InlineData("UTC", "2017-01-01", "2026-12-31", 120, "Jan 2017")]
    public void Cut_AnyRange_CoversItWithoutGapsInAtMost200(string id, string from, string to, int count, string firstLabel)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(id);
        var range = ReportRanges.Resolve(new(RangeKind.Custom, DateOnly.Parse(from), DateOnly.Parse(to)), Now, zone);

        var buckets = SeriesBuckets.Cut(range, zone);

        Assert.Equal(count, buckets.Count);
        Assert.Equal(firstLabel, buckets[0].Label);
        Assert.Equal((range.Start, range.End), (buckets[0].Start, buckets[^1].End));
        Assert.All(buckets.Zip(buckets.Skip(1)), pair => Assert.Equal(pair.First.End, pair.Second.Start));
    }

    [Fact]
    public void Cut_EveryLengthOfDays_StaysWithin200()
    {
        for (var days = 1; days <= ReportRanges.MaxDays; days++)
        {
            var last = DateOnly.FromDateTime(Now);
            var range = ReportRanges.Resolve(new(RangeKind.Custom, last.AddDays(1 - days), last), Now, TimeZoneInfo.Utc);
            Assert.InRange(SeriesBuckets.Cut(range, TimeZoneInfo.Utc).Count, 1, 200);
        }
    }
}
