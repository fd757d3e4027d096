using VoiceOps.Voice.Usage;
using VoiceOps.Web.Shared;
using Xunit;

namespace VoiceOps.Tests.Web.Shared;

public sealed class FiguresTests
{
    [Theory]
    [InlineData(0, "$0.000000")]
    [InlineData(1, "<$0.000001")]
    [InlineData(999, "<$0.000001")]
    [InlineData(1_000, "$0.000001")]
    [InlineData(302_904_333, "$0.302904")]
    [InlineData(1_234_567_890_123, "$1,234.567890")]
    [InlineData(-12_340_000_000, "−$12.340000")]
    [InlineData(-1, ">−$0.000001")]
    [InlineData(-1_000, "−$0.000001")]
    public void Dollars_AnyAmount_HasSixDecimalsAndOnlyZeroReadsAsZero(long nanos, string expected) =>
        Assert.Equal(expected, Figures.Dollars(new Money(nanos)));

    [Theory]
    [InlineData(1_500, "$0.000002")]
    [InlineData(2_500, "$0.000002")]
    [InlineData(2_501, "$0.000003")]
    public void Dollars_BetweenTwo_RoundsHalfToEven(long nanos, string expected) => Assert.Equal(expected, Figures.Dollars(new Money(nanos)));

    [Fact]
    public void Hero_Total_SplitsBehindTheCents() => Assert.Equal(("$1,928.97", "1234"), Figures.Hero(new Money(1_928_971_234_000)));

    [Fact]
    public void Exact_Amount_KeepsEveryNano() => Assert.Equal("−$1,000.000000001", Figures.Exact(new Money(-1_000_000_000_001)));

    [Fact]
    public void Plain_Amount_IsDigitsThatASpreadsheetTakes() => Assert.Equal("1928.971234567", Figures.Plain(new Money(1_928_971_234_567).Dollars));

    [Theory]
    [InlineData("0.0000001", "$0.0000001")]
    [InlineData("0.0140", "$0.014000")]
    [InlineData("0.00000035", "$0.00000035")]
    [InlineData("0", "$0.000000")]
    [InlineData("12", "$12.000000")]
    public void Rate_AnyPrice_StandsInFullWithoutExponent(string price, string expected) => Assert.Equal(expected, Figures.Rate(decimal.Parse(price)));

    [Theory]
    [InlineData("0.547", "54.7%")]
    [InlineData("-0.092", "−9.2%")]
    [InlineData("0.0001", "<0.1%")]
    [InlineData("0", "0.0%")]
    [InlineData("12.5", "1,250.0%")]
    public void Percent_AnyShare_HasOneDecimal(string share, string expected) => Assert.Equal(expected, Figures.Percent(decimal.Parse(share)));

    [Theory]
    [InlineData("-0.0004", "−0.04%")]
    [InlineData("0.00000312", "0.0003%")]
    [InlineData("-0.0921", "−9.2%")]
    [InlineData("0", "0.0%")]
    public void PercentInFull_AnyShare_HasTheDigitsItNeeds(string share, string expected) =>
        Assert.Equal(expected, Figures.PercentInFull(decimal.Parse(share)));

    [Theory]
    [InlineData("1", "minute")]
    [InlineData("0", "minutes")]
    [InlineData("1.5", "minutes")]
    public void Unit_OfOne_IsSingular(string amount, string expected) => Assert.Equal(expected, Figures.Unit("minutes", decimal.Parse(amount)));

    [Fact]
    public void Percent_NoBase_IsNotApplicable() => Assert.Equal("n/a", Figures.Percent(null));

    [Theory]
    [InlineData(59, "00:59")]
    [InlineData(252, "04:12")]
    [InlineData(3_725, "1:02:05")]
    public void Clock_Span_HasHoursOnlyWhenThereAreAny(int seconds, string expected) => Assert.Equal(expected, Figures.Clock(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData("CA:twilio:voice:1", "CA:twilio:voice:1")]
    [InlineData("CA0000000000000000000000000000000f:elevenlabs:speech:12", "CA0000000000…s:speech:12")]
    public void Shorten_LongKey_LeavesOutItsMiddle(string key, string expected) => Assert.Equal(expected, Figures.Shorten(key, 24));

    [Theory]
    [InlineData("0.124", "12.4%")]
    [InlineData("-0.5", "50.0%")]
    [InlineData("9.994", "999.4%")]
    [InlineData("386.687", "×388")]
    public void Change_HugeOne_IsTimesAndNoPercentage(string share, string expected) => Assert.Equal(expected, Figures.Change(decimal.Parse(share)));

    [Theory]
    [InlineData("5", "5.0")]
    [InlineData("-1234.56", "−1,234.6")]
    public void Fixed_AnyValue_KeepsItsDecimals(string value, string expected) => Assert.Equal(expected, Figures.Fixed(decimal.Parse(value), 1));

    [Theory]
    [InlineData("2026-06-01", "2026-06-30", "1 Jun – 30 Jun")]
    [InlineData("2026-06-01", "2026-06-01", "1 Jun")]
    [InlineData("2025-06-01", "2025-06-01", "1 Jun 2025")]
    [InlineData("2025-06-01", "2025-06-30", "1 Jun – 30 Jun 2025")]
    [InlineData("2016-06-11", "2026-06-10", "11 Jun 2016 – 10 Jun 2026")]
    public void Period_OtherYears_AreNamed(string first, string last, string expected) =>
        Assert.Equal(expected, Figures.Period(DateOnly.Parse(first), DateOnly.Parse(last), new DateOnly(2026, 6, 10)));
}
