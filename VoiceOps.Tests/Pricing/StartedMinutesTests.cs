using VoiceOps.Voice.Pricing;
using Xunit;

namespace VoiceOps.Tests.Pricing;

public sealed class StartedMinutesTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(59_999, 1)]
    [InlineData(60_000, 1)]
    [InlineData(60_001, 2)]
    [InlineData(120_000, 2)]
    [InlineData(187_000, 4)]
    public void Micros_StartedMinute_IsWhole(int milliseconds, int minutes)
    {
        Assert.Equal(minutes * 1_000_000, StartedMinutes.Micros(TimeSpan.FromMilliseconds(milliseconds), Rate(60)));
        Assert.Equal(minutes * 1_000_000, StartedMinutes.Micros(TimeSpan.FromMilliseconds(milliseconds), Rate(null)));
        Assert.Equal(minutes * 1_000_000, StartedMinutes.Micros(TimeSpan.FromMilliseconds(milliseconds), rate: null));
    }

    [Theory]
    [InlineData(0, 16_667)]
    [InlineData(1_000, 16_667)]
    [InlineData(1_001, 33_333)]
    [InlineData(187_000, 3_116_667)]
    public void Micros_IncrementOfASecond_IsTheTimeItself(int milliseconds, long micros)
    {
        Assert.Equal(micros, StartedMinutes.Micros(TimeSpan.FromMilliseconds(milliseconds), Rate(1)));
    }

    private static AppliedRate Rate(int? increment) => new()
    {
        UnitPrice = 0.014m,
        PricingType = PricingType.PerMinute,
        IncrementSeconds = increment,
        Source = PricingSource.RateCard,
    };
}
