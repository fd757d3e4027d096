using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using VoiceOps.Tests.Pricing;
using VoiceOps.Voice.Metering;
using Xunit;

namespace VoiceOps.Tests.Metering;

public sealed class RevenueMeterTests
{
    [Property(Arbitrary = [typeof(PriceArbitraries), typeof(Increments)], MaxTest = 500)]
    public void Post_AnyTotals_AddsUpToTheLast(AnyPrice price, Increment increment, NonNegativeInt[] totals)
    {
        var meter = new RevenueMeter(price.Value, increment.Seconds);
        var postings = new List<RevenuePosting>();
        // Any order: a total that is lower than the one before is a correction downward.
        foreach (var total in totals.Select(total => total.Get))
        {
            postings.AddRange(meter.Post(total, $"m/{postings.Count}", 1, 1, DateTime.UnixEpoch) is { } posting ? [posting] : []);
        }

        var last = totals.Length == 0 ? 0 : totals[^1].Get;
        var billed = (last + increment.Seconds - 1) / increment.Seconds * increment.Seconds;
        Assert.Equal(last, postings.Sum(posting => posting.TalkSeconds));
        Assert.Equal(billed, postings.Sum(posting => posting.BilledSeconds));
        Assert.Equal(meter.RevenueAt(last).Nanos, postings.Sum(posting => posting.Earned.Nanos));
    }

    [Theory]
    [InlineData(1, "0.374000000")]
    [InlineData(6, "0.384000000")]
    [InlineData(60, "0.480000000")]
    public void RevenueAt_187Seconds_IsBilledInTheAccountsSteps(int increment, string expected)
    {
        Assert.Equal(expected, new RevenueMeter(0.12m, increment).RevenueAt(187).ToString(9));
    }

    [Fact]
    public void Post_AfterRestore_IsTheDifferenceToTheBooks()
    {
        var meter = new RevenueMeter(0.12m, 60);
        meter.Restore(150, 180);

        var movement = meter.Post(110, "call-duration/CA1", 1, 1, DateTime.UnixEpoch)!;

        Assert.Equal((-40, -60), (movement.TalkSeconds, movement.BilledSeconds));
        Assert.Equal(-120_000_000, movement.Earned.Nanos);
        Assert.Null(meter.Post(110, "again", 1, 1, DateTime.UnixEpoch));
    }

    public sealed record Increment(int Seconds);

    public static class Increments
    {
        public static Arbitrary<Increment> All() => Arb.From(Gen.Elements(1, 6, 60).Select(seconds => new Increment(seconds)));
    }
}
