using VoiceOps.Voice.Reporting.Ranges;
using Xunit;

namespace VoiceOps.Tests.Reporting.Ranges;

public sealed class RangeAddressTests
{
    private static readonly DateOnly Today = new(2026, 6, 10);

    [Theory]
    [InlineData("today", RangeKind.Today)]
    [InlineData("7d", RangeKind.Last7Days)]
    [InlineData("30D", RangeKind.Last30Days)]
    [InlineData(" mtd ", RangeKind.MonthToDate)]
    public void Parse_KnownWord_IsThatRange(string word, RangeKind kind)
    {
        Assert.Equal(new RangeAddress(new RangeRequest(kind), null), RangeAddress.Parse(word, null, null, Today));
    }

    [Fact]
    public void Parse_Nothing_IsTheDefaultWithoutANotice()
    {
        Assert.Equal(new RangeAddress(RangeRequest.Default, null), RangeAddress.Parse(null, null, "", Today));
    }

    [Fact]
    public void Parse_CustomDays_AreTaken()
    {
        var address = RangeAddress.Parse("custom", "2026-05-04", "2026-05-10", Today);

        Assert.Equal(new RangeAddress(new(RangeKind.Custom, new(2026, 5, 4), new(2026, 5, 10)), null), address);
        Assert.Equal("range=custom&from=2026-05-04&to=2026-05-10", RangeAddress.Format(address.Request));
    }

    [Theory]
    [InlineData("yesterday", null, null, "There is no range “yesterday”; this is the last 30 days.")]
    [InlineData("custom", null, null, "A custom range needs a first and a last day; this is the last 30 days.")]
    [InlineData("custom", "2026-02-30", "2026-05-10", "“2026-02-30” is not a day such as 2026-06-10; this is the last 30 days.")]
    public void Parse_Unreadable_FallsBackAndSaysSo(string? range, string? from, string? to, string notice)
    {
        Assert.Equal(new RangeAddress(RangeRequest.Default, notice), RangeAddress.Parse(range, from, to, Today));
    }

    [Theory]
    [InlineData("2026-05-10", "2026-05-04", "The range was corrected because the first day comes after the last; this is 2026-05-04 to 2026-05-10.")]
    [InlineData("2026-06-10", "2026-06-30", "The range was corrected because it reaches into the future; this is 2026-06-10.")]
    [InlineData("1999-01-01", "2026-06-10", "The range was corrected because it is longer than 3653 days; this is 2016-06-10 to 2026-06-10.")]
    [InlineData("2026-06-08", null, "The range was corrected because no last day is given; this is 2026-06-08 to 2026-06-10.")]
    [InlineData(null, "2026-06-08", "The range was corrected because no first day is given; this is 2026-06-08.")]
    public void Parse_DaysThatCannotBe_AreCorrectedAndSaySo(string? from, string? to, string notice)
    {
        var address = RangeAddress.Parse(null, from, to, Today);

        Assert.Equal(notice, address.Notice);
        Assert.Equal(address with { Notice = null }, RoundTrip(address.Request));
    }

    [Theory]
    [InlineData(RangeKind.Today)]
    [InlineData(RangeKind.Last7Days)]
    [InlineData(RangeKind.Last30Days)]
    [InlineData(RangeKind.MonthToDate)]
    public void Format_AnyRange_IsReadBack(RangeKind kind)
    {
        Assert.Equal(new RangeAddress(new RangeRequest(kind), null), RoundTrip(new RangeRequest(kind)));
    }

    private static RangeAddress RoundTrip(RangeRequest request)
    {
        var query = RangeAddress.Format(request).Split('&').Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);
        return RangeAddress.Parse(query["range"], query.GetValueOrDefault("from"), query.GetValueOrDefault("to"), Today);
    }
}
