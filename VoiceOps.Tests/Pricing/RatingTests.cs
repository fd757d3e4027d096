using System.Globalization;
using System.Numerics;
using FsCheck.Xunit;
using VoiceOps.Voice.Pricing;
using Xunit;

namespace VoiceOps.Tests.Pricing;

public sealed class RatingTests
{
    [Property(Arbitrary = [typeof(PriceArbitraries)], MaxTest = 1_000)]
    public void Nanos_AnyPriceAndUsage_IsTheExactProductRoundedHalfEven(AnyPrice price, AnyUsage usage)
    {
        Assert.Equal(Oracle(price.Value, usage.Micros, 1), Rating.Nanos(price.Value, usage.Micros));
        Assert.Equal(Oracle(price.Value, usage.Micros, 60), Rating.NanosPerMinute(price.Value, usage.Micros));
        Assert.Equal(-Oracle(price.Value, usage.Micros, 1), Rating.Nanos(price.Value, -usage.Micros));
        Assert.Equal(-Oracle(price.Value, usage.Micros, 60), Rating.NanosPerMinute(price.Value, -usage.Micros));
    }

    [Theory]
    [InlineData("0.0000000005", 1, 0)] // 0.5 to the even 0
    [InlineData("0.0000000015", 1, 2)] // 1.5 to the even 2
    [InlineData("0.0000000025", 1, 2)] // 2.5 to the even 2
    [InlineData("0.0000000025000000000000000001", 1, 3)] // a digit beyond the half
    [InlineData("0.0000000005", -3, -2)] // -1.5 to the even -2
    [InlineData("0", 5, 0)]
    public void Nanos_Halves_GoToTheEvenOne(string price, int units, long expected)
    {
        Assert.Equal(expected, Rating.Nanos(Exact(price), units * 1_000_000L));
    }

    [Fact]
    public void NanosPerMinute_DividesLast_SoNothingIsLostBefore()
    {
        // 0.0059 / 60 cut first would give 18,388,332.
        Assert.Equal(18_388_333, Rating.NanosPerMinute(0.0059m, 187_000_000));
    }

    [Fact]
    public void Nanos_BeyondALong_IsAnErrorAndNeverWraps()
    {
        Assert.Throws<OverflowException>(() => Rating.Nanos(decimal.MaxValue, long.MaxValue));
    }

    // Written apart from the code under test: the price's digits as text, floor and remainder on whole numbers.
    private static long Oracle(decimal price, long micros, int divisor)
    {
        var text = price.ToString(CultureInfo.InvariantCulture);
        var point = text.IndexOf('.', StringComparison.Ordinal);
        var decimals = point < 0 ? 0 : text.Length - point - 1;
        var numerator = BigInteger.Parse(text.Replace(".", "", StringComparison.Ordinal)) * micros * 1_000;
        var denominator = BigInteger.Pow(10, decimals) * divisor;
        var floor = (numerator - (((numerator % denominator) + denominator) % denominator)) / denominator;
        var above = (numerator - (floor * denominator)) * 2;
        return (long)(above > denominator || (above == denominator && floor % 2 != 0) ? floor + 1 : floor);
    }

    private static decimal Exact(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}
