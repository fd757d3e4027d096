using FsCheck.Xunit;
using VoiceOps.Web.Calls;
using Xunit;

namespace VoiceOps.Tests.Web.Calls;

public sealed class TimeScaleTests
{
    [Theory]
    [InlineData(0, 50)]
    [InlineData(180, 200)]
    [InlineData(812, 1_000)]
    [InlineData(1_001, 1_500)]
    [InlineData(7_900, 8_000)]
    public void For_Largest_EndsAtTheNextRoundTick(int largest, int max) => Assert.Equal(max, TimeScale.For([0, largest]).MaxMilliseconds);

    [Property]
    public bool For_AnyValues_HoldsThemAllInFourStepsAtMost(ushort[] values)
    {
        var scale = TimeScale.For(values.Select(value => (int)value));
        return values.All(value => value <= scale.MaxMilliseconds) && scale.Ticks.Count() is >= 2 and <= 5 && scale.Ticks.Last() == scale.MaxMilliseconds;
    }
}
