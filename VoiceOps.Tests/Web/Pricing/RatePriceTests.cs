using VoiceOps.Web.Pricing;
using Xunit;

namespace VoiceOps.Tests.Web.Pricing;

public sealed class RatePriceTests
{
    [Theory]
    [InlineData("0.014", "0.014")]
    [InlineData(" $0.0140 ", "0.014")]
    [InlineData("0.0000001", "0.0000001")]
    [InlineData(".5", "0.5")]
    [InlineData("0", "0")]
    [InlineData("0.000000000001", "0.000000000001")]
    public void Read_ExactDecimal_IsThatPrice(string text, string expected)
    {
        var (price, problem) = RatePrice.Read(text);

        Assert.Null(problem);
        Assert.Equal(decimal.Parse(expected), price);
    }

    [Theory]
    [InlineData(null, "Type the new price")]
    [InlineData("", "Type the new price")]
    [InlineData("$", "Type the new price")]
    [InlineData("abc", "not a number")]
    [InlineData("0,014", "point for decimals")]
    [InlineData("1,000", "point for decimals")]
    [InlineData("-0.01", "cannot be negative")]
    [InlineData("1e-7", "Write it out: 0.0000001")]
    [InlineData("0.0000000000001", "12 decimals at most")]
    [InlineData("1000.01", "surely a slip")]
    [InlineData("0.01 0", "not a number")]
    public void Read_AnythingElse_SaysWhatIsWrong(string? text, string expected)
    {
        var (price, problem) = RatePrice.Read(text);

        Assert.Null(price);
        Assert.Contains(expected, problem);
    }
}
