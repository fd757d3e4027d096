using FsCheck.Xunit;
using VoiceOps.Tests.Pricing;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Metering;
using VoiceOps.Voice.Pricing;
using VoiceOps.Voice.Usage;
using Xunit;

namespace VoiceOps.Tests.Metering;

public sealed class UsageMeterTests
{
    [Property(Arbitrary = [typeof(PriceArbitraries), typeof(MeterArbitraries)], MaxTest = 500)]
    public void Post_AnyPatternAtAnyRate_AddsUpToTheRatedTotal(AnyPrice price, AnyMeter which, MeterStep[] steps)
    {
        var meter = Meter(which.Key, price.Value, which.PricingType);
        var rows = new List<UsageEvent>();
        foreach (var step in steps)
        {
            Apply(ref meter, step);
            if (step.Posts && meter.Post(Posting(rows.Count)) is { } row)
            {
                rows.Add(row);
            }

            // After every posting, not at the end alone.
            Assert.Equal(meter.PostedNanos, rows.Sum(posted => posted.CostNanos));
            Assert.Equal(meter.PostedMicros, rows.Sum(posted => posted.UsageMicros));
        }

        if (meter.Post(Posting(rows.Count)) is { } last)
        {
            rows.Add(last);
        }

        var expected = which.Key.Service == ServiceNames.Deepgram
            ? Rating.NanosPerMinute(price.Value, meter.UsageMicros)
            : Rating.Nanos(price.Value, meter.UsageMicros);
        Assert.Equal(expected, rows.Sum(row => row.CostNanos));
        Assert.Equal(expected, meter.Rated!.Value.Nanos);
        Assert.Equal(meter.UsageMicros, rows.Sum(row => row.UsageMicros));
        Assert.Equal((decimal)meter.UsageMicros / UsageUnits.MicrosPerUnit, rows.Sum(row => row.UsageAmount));
        Assert.Null(meter.Post(Posting(rows.Count)));
    }

    [Property(Arbitrary = [typeof(PriceArbitraries), typeof(MeterArbitraries)])]
    public void Post_Unpriced_HasTheUsageAndNoCost(AnyMeter which, MeterStep[] steps)
    {
        var meter = new UsageMeter(which.Key, rate: null);
        var rows = new List<UsageEvent>();
        foreach (var step in steps)
        {
            Apply(ref meter, step);
            rows.AddRange(meter.Post(Posting(rows.Count)) is { } row ? [row] : []);
        }

        Assert.Equal(meter.UsageMicros, rows.Sum(row => row.UsageMicros));
        Assert.Null(meter.Rated);
        Assert.All(rows, row => Assert.Equal((null, null, null, PricingSource.Unpriced), (row.CostNanos, row.UnitCost, row.RateUnit, row.PricingSource)));
    }

    [Fact]
    public void Post_RateOfZero_IsACostOfZeroAndFree()
    {
        var meter = new UsageMeter(new(ServiceNames.Cerebras, OperationNames.Prompt, "a"), new AppliedRate { UnitPrice = 0, PricingType = PricingType.PerToken, Source = PricingSource.Free });
        meter.Add(5_000_000);

        var row = meter.Post(Posting(0))!;

        Assert.Equal((0L, PricingSource.Free, "token"), (row.CostNanos, row.PricingSource, row.RateUnit));
    }

    [Fact]
    public void ExampleA_EveryMeter_IsRightToTheNano()
    {
        var voice = Costs(ServiceNames.Twilio, OperationNames.Voice, 0.014m, PricingType.PerMinute, 4_000_000);
        var transcription = Costs(ServiceNames.Deepgram, OperationNames.Transcription, 0.0059m, PricingType.PerMinute, 187_000_000);
        var speech = Costs(ServiceNames.ElevenLabs, OperationNames.Speech, 0.00015m, PricingType.PerCharacter, 1_480_000_000);
        var tokens = Costs(ServiceNames.Cerebras, OperationNames.Prompt, 0.0000006m, PricingType.PerToken, 9_650_000_000)
            + Costs(ServiceNames.Cerebras, OperationNames.Completion, 0.0000006m, PricingType.PerToken, 1_210_000_000);

        Assert.Equal(["0.056000000", "0.018388333", "0.222000000", "0.006516000"], new[] { voice, transcription, speech, tokens }.Select(cost => cost.ToString(9)));
        var total = voice + transcription + speech + tokens;
        Assert.Equal(("0.302904333", "0.302904"), (total.ToString(9), total.ToString()));
    }

    private static Money Costs(string service, string operation, decimal price, string pricingType, long micros)
    {
        var meter = Meter(new MeterKey(service, operation, null), price, pricingType);
        meter.Add(micros);
        return new Money(meter.Post(Posting(0))!.CostNanos!.Value);
    }

    private static UsageMeter Meter(MeterKey key, decimal price, string pricingType) =>
        new(key, new AppliedRate { UnitPrice = price, PricingType = pricingType, Source = PricingSource.RateCard });

    private static void Apply(ref UsageMeter meter, MeterStep step)
    {
        if (step.Settles)
        {
            meter.Settle(step.Micros);
        }
        else
        {
            meter.Add(step.Micros);
        }

        if (step.Crashes)
        {
            meter = UsageMeter.Restore(meter.Checkpoint(1, TimeSpan.FromSeconds(1), DateTime.UnixEpoch));
        }
    }

    private static Posting Posting(int number) => new()
    {
        CallId = 1,
        EventKey = $"row/{number}",
        OccurredAt = DateTime.UnixEpoch,
        BookedAt = DateTime.UnixEpoch,
    };
}
