using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using VoiceOps.Voice.Lots;
using Xunit;

namespace VoiceOps.Tests.Lots;

/// <summary>What a lot has earned: exactly its value once it is used up, whatever was drawn, given back and paid back on the way.</summary>
public sealed class LotCurveTests
{
    [Theory]
    [InlineData(250_000, 500_000_000_000, 150_000, 300_000_000_000)]
    [InlineData(60_000, 100_000_000_000, 18_000, 30_000_000_000)]
    [InlineData(3, 10, 1, 3)]
    [InlineData(3, 10, 2, 7)]
    [InlineData(2, 1, 1, 0)] // half a nano-dollar: to the even one
    [InlineData(2, 3, 1, 2)]
    [InlineData(7, 0, 5, 0)]
    public void EarnedAt_WholeLot_IsOneRoundedProduct(long seconds, long value, long drawn, long earned) =>
        Assert.Equal(earned, new LotCurve(seconds, value).EarnedAt(drawn));

    [Property(MaxTest = 500)]
    public void EarnedAt_AnyLotAndRemovals_NeverFallsAndEndsAtWhatIsLeft(PositiveInt size, NonNegativeInt worth, PositiveInt[] steps)
    {
        var (seconds, value, drawn) = ((long)size.Get, worth.Get * 1_003L, 0L);
        var curve = new LotCurve(seconds, value);
        foreach (var step in steps)
        {
            var left = seconds - drawn;
            if (left < 2)
            {
                break;
            }

            // Draw some, then take some out at any price that leaves something of both.
            drawn += step.Get % left;
            var removed = step.Get % (seconds - drawn);
            var paidBack = removed == 0 ? 0 : step.Get % (value - curve.EarnedAt(drawn) + 1);
            var before = curve.EarnedAt(drawn);
            curve.Remove(drawn, removed, paidBack);
            (seconds, value) = (seconds - removed, value - paidBack);
            Assert.Equal(before, curve.EarnedAt(drawn));
        }

        Assert.Equal(0, curve.EarnedAt(0));
        Assert.Equal(seconds == 0 ? 0 : value, curve.EarnedAt(seconds));
        var last = 0L;
        for (var at = 0L; at <= seconds; at += Math.Max(1, seconds / 50))
        {
            var earned = curve.EarnedAt(at);
            Assert.InRange(earned, last, value);
            last = earned;
        }
    }

    [Fact]
    public void EarnedAt_GivenBackBelowARemoval_IsWhatItWasBefore()
    {
        var curve = new LotCurve(1_000, 1_000_000);
        var early = curve.EarnedAt(400);
        curve.Remove(500, 100, 300_000);

        Assert.Equal(early, curve.EarnedAt(400));
        Assert.Equal(700_000, curve.EarnedAt(900));
        Assert.Equal(600_000, curve.EarnedAt(700));
    }

    [Fact]
    public void EarnedAt_LotThatWasTakenWhole_StaysAtWhatWasDrawn()
    {
        var curve = new LotCurve(100, 999);
        curve.Remove(33, 67, 999 - curve.EarnedAt(33));

        Assert.Equal(330, curve.EarnedAt(33));
        Assert.Equal(100, curve.EarnedAt(10));
    }
}
