using VoiceOps.Voice.Usage;
using VoiceOps.Web.Shared;
using Xunit;

namespace VoiceOps.Tests.Web.Shared;

public sealed class ChangeRateTests
{
    [Theory]
    [InlineData(1_124, 1_000, "0.124")]
    [InlineData(500, 1_000, "-0.5")]
    [InlineData(-500, 1_000, "-1.5")]
    [InlineData(0, 1_000, "-1")]
    public void Of_PositiveBase_IsTheShareOfIt(long current, long previous, string expected) =>
        Assert.Equal(decimal.Parse(expected), ChangeRate.Of(new Money(current), new Money(previous)));

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Of_ZeroOrNegativeBase_IsNotApplicable(long previous) => Assert.Null(ChangeRate.Of(new Money(1_000), new Money(previous)));

    [Fact]
    public void Points_TwoMargins_IsTheirDifference() => Assert.Equal(-2.5m, ChangeRate.Points(0.65m, 0.675m));

    [Fact]
    public void Points_OneUnknown_IsUnknown() => Assert.Null(ChangeRate.Points(0.65m, null));
}
