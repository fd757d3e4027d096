using FsCheck.Xunit;
using VoiceOps.Web.Shared;
using Xunit;

namespace VoiceOps.Tests.Web.Shared;

public sealed class SharesTests
{
    [Theory]
    [InlineData("50.05 16.65 16.65 16.65", "50.1% 16.7% 16.6% 16.6%")]
    [InlineData("99.96 0.04", ">99.9% <0.1%")]
    [InlineData("0.04 99.96 0", "<0.1% >99.9% 0.0%")]
    [InlineData("1 1 1", "33.4% 33.3% 33.3%")]
    [InlineData("5", "100.0%")]
    [InlineData("5 0", "100.0% 0.0%")]
    [InlineData("0.302904333 0.1", "75.2% 24.8%")]
    public void Of_Parts_AddUpAndNoneIsSaidToBeAllOrNothing(string parts, string shares) =>
        Assert.Equal(shares.Split(' '), Shares.Of([.. parts.Split(' ').Select(decimal.Parse)]));

    [Theory]
    [InlineData("2 -1")]
    [InlineData("-1")]
    [InlineData("0 0")]
    [InlineData("")]
    public void Of_PartsOfNoWhole_AreNone(string parts) =>
        Assert.Null(Shares.Of([.. parts.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(decimal.Parse)]));

    [Property]
    public void Of_AnyParts_SumToAHundredAndAreNearTheirOwn(uint[] nanos)
    {
        var parts = nanos.Select(part => (decimal)part).ToList();
        if (Shares.Of(parts) is not { } shares)
        {
            Assert.Equal(0, parts.Sum());
            return;
        }

        var tenths = shares.Select(share => share switch { "<0.1%" => 0m, ">99.9%" => 100m, _ => decimal.Parse(share.TrimEnd('%')) }).ToList();
        Assert.Equal(100m, tenths.Sum());
        Assert.All(parts.Zip(tenths), part => Assert.True(Math.Abs((part.First / parts.Sum() * 100) - part.Second) < 0.1m));
        Assert.All(parts.Zip(shares), part => Assert.True(
            (part.Second == "100.0%") == (part.First == parts.Sum()) && (part.Second == "0.0%") == (part.First == 0)));
    }
}
