using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using VoiceOps.Tests.Pricing;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Metering;
using VoiceOps.Voice.Usage;
using Xunit;

namespace VoiceOps.Tests.Metering;

public sealed class RevenueMeterTests
{
    [Property(Arbitrary = [typeof(PriceArbitraries), typeof(Increments)], MaxTest = 500)]
    public void Post_AnyTotals_AddsUpToTheLastAndBalances(AnyPrice price, Increment increment, NonNegativeInt[] totals)
    {
        var meter = new RevenueMeter(price.Value, increment.Seconds);
        var movements = new List<LedgerTransaction>();
        // Any order: a total that is lower than the one before is a correction downward.
        foreach (var total in totals.Select(total => total.Get))
        {
            movements.AddRange(meter.Post(total, $"m/{movements.Count}", 1, 1, DateTime.UnixEpoch) is { } posting ? [LedgerTransaction.Of(posting)] : []);
        }

        var last = totals.Length == 0 ? 0 : totals[^1].Get;
        var billed = (last + increment.Seconds - 1) / increment.Seconds * increment.Seconds;
        Assert.Equal(last, movements.Sum(movement => movement.TalkSeconds));
        Assert.Equal(billed, movements.Sum(movement => movement.BilledSeconds));
        Assert.Equal(meter.RevenueAt(last).Nanos, Sum(movements, LedgerAccounts.Receivable));
        Assert.Equal(-meter.RevenueAt(last).Nanos, Sum(movements, LedgerAccounts.UsageRevenue));
        Assert.All(movements, movement => Assert.Equal(0, movement.Entries.Sum(entry => entry.AmountNanos)));
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
        meter.Restore(150, 180, Money.FromDollars(0.36m));

        var movement = meter.Post(110, "call-duration/CA1", 1, 1, DateTime.UnixEpoch)!;

        Assert.Equal((-40, -60), (movement.TalkSeconds, movement.BilledSeconds));
        Assert.Equal(-120_000_000, movement.Earned.Nanos);
        Assert.Null(meter.Post(110, "again", 1, 1, DateTime.UnixEpoch));
    }

    private static long Sum(IEnumerable<LedgerTransaction> movements, string account) =>
        movements.SelectMany(movement => movement.Entries).Where(entry => entry.LedgerAccount == account).Sum(entry => entry.AmountNanos);

    public sealed record Increment(int Seconds);

    public static class Increments
    {
        public static Arbitrary<Increment> All() => Arb.From(Gen.Elements(1, 6, 60).Select(seconds => new Increment(seconds)));
    }
}
