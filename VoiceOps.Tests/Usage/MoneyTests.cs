using System.Globalization;
using FsCheck.Xunit;
using VoiceOps.Voice.Usage;
using Xunit;

namespace VoiceOps.Tests.Usage;

public sealed class MoneyTests
{
    [Theory]
    [InlineData(302_904_333, 6, "0.302904")]
    [InlineData(1_000, 6, "0.000001")]
    [InlineData(500, 6, "0.000000")]
    [InlineData(1_500, 6, "0.000002")]
    [InlineData(-1_500, 6, "-0.000002")]
    [InlineData(302_904_333, 9, "0.302904333")]
    [InlineData(1_234_567_890_000_000_000, 2, "1234567890.00")]
    [InlineData(0, 6, "0.000000")]
    public void ToString_Decimals_RoundsOnceAndHalfEven(long nanos, int decimals, string expected)
    {
        Assert.Equal(expected, new Money(nanos).ToString(decimals));
    }

    [Fact]
    public void ToString_InACommaCulture_StaysInvariant()
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
        try
        {
            Assert.Equal("0.302904", new Money(302_904_333).ToString());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Property]
    public void FromDollars_OfItsOwnDollars_IsTheSame(long nanos) => Assert.Equal(nanos, Money.FromDollars(new Money(nanos).Dollars).Nanos);

    [Fact]
    public void FromDollars_FinerThanANano_IsRefused() => Assert.Throws<ArgumentException>(() => Money.FromDollars(0.0000000001m));

    [Fact]
    public void Add_BeyondALong_IsAnError() => Assert.Throws<OverflowException>(() => new Money(long.MaxValue) + new Money(1));
}
