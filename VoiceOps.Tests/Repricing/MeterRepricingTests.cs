using FsCheck.Xunit;
using VoiceOps.Tests.Metering;
using VoiceOps.Tests.Pricing;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Metering;
using VoiceOps.Voice.Pricing;
using VoiceOps.Voice.Reconciliation.Prices;
using VoiceOps.Voice.Repricing;
using VoiceOps.Voice.Usage;
using Xunit;

namespace VoiceOps.Tests.Repricing;

public sealed class MeterRepricingTests
{
    private static readonly DateTime Then = new(2026, 6, 1, 8, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime Now = new(2026, 6, 10, 12, 0, 0, DateTimeKind.Utc);

    [Property(Arbitrary = [typeof(PriceArbitraries), typeof(MeterArbitraries)], MaxTest = 300)]
    public void Of_AnyMeterPricedThenRepriced_AddsUpToTheRatedTotalAndAgainChangesNothing(AnyMeter which, AnyPrice first, AnyPrice second, bool isPriced, MeterStep[] steps)
    {
        var books = Rows(which, isPriced ? Rate(which, 0.001m) : null, steps);
        var usage = books.Sum(row => row.UsageMicros);
        foreach (var (rate, unpricedOnly) in new[] { (Rate(which, first.Value), !isPriced), (Rate(which, second.Value), false), (Rate(which, first.Value), false) })
        {
            var repricing = MeterRepricing.Of(which.Key, books, rate, unpricedOnly, Now);
            Append(books, repricing.Corrections);

            Assert.Equal(Rating.Nanos(rate, UsageUnits.Of(which.Key.Service), usage), books.Sum(row => row.CostNanos ?? 0));
            Assert.Equal(usage, books.Sum(row => row.UsageMicros));
            Assert.Equal(usage, (long)(books.Sum(row => row.UsageAmount) * UsageUnits.MicrosPerUnit));
            Assert.Equal(0, books.Sum(UnpricedCount.Of));
            Assert.Equal(0, books.Where(row => row.CostNanos is null).Sum(row => row.UsageMicros));
            Assert.All(repricing.Corrections, row => Assert.Equal((Then, which.Key.Model), (row.BookedAt, row.Model)));
            Assert.All(repricing.Corrections, row => Assert.Contains(books, original => original.Id == row.CorrectsEventId && original.CorrectsEventId is null));
            Assert.Empty(MeterRepricing.Of(which.Key, books, rate, false, Now).Corrections);
            Assert.Equal(books.Count, books.Select(row => row.EventKey).Distinct().Count());
        }
    }

    // The order in which rows come from the store says nothing.
    [Property(Arbitrary = [typeof(PriceArbitraries), typeof(MeterArbitraries)])]
    public void Of_RowsInAnyOrder_AreTheSameCorrections(AnyMeter which, AnyPrice price, MeterStep[] steps, int seed)
    {
        var rows = Rows(which, null, steps);
        var shuffled = rows.ToArray();
        new Random(seed).Shuffle(shuffled);

        Assert.Equivalent(
            MeterRepricing.Of(which.Key, rows, Rate(which, price.Value), true, Now).Corrections,
            MeterRepricing.Of(which.Key, shuffled, Rate(which, price.Value), true, Now).Corrections, strict: true);
    }

    [Fact]
    public void Of_WithoutARate_LeavesTheRowsAndSaysHowMany()
    {
        var which = new AnyMeter(new(ServiceNames.Cerebras, OperationNames.Prompt, "new"), PricingType.PerToken);
        var repricing = MeterRepricing.Of(which.Key, Rows(which, null, [new(5, false, false, true), new(5, false, false, true)]), null, true, Now);

        Assert.Equal((0, 2), (repricing.Corrections.Count, repricing.LeftUnpriced));
    }

    [Fact]
    public void Of_WhatTheProviderHasBilled_IsLeftAlone()
    {
        var which = new AnyMeter(new(ServiceNames.Twilio, OperationNames.Voice, null), PricingType.PerMinute);
        var rows = Rows(which, Rate(which, 0.014m), [new(60_000_000, false, false, true)]);
        Append(rows, [Row(which, 0, 13_000_000, "twilio-price/CA1/new", UsageBasis.Billed, rows[0].Id)]);

        var repricing = MeterRepricing.Of(which.Key, rows, Rate(which, 1), false, Now);

        Assert.True(repricing.IsBilled);
        Assert.Empty(repricing.Corrections);
    }

    [Fact]
    public void Of_OneConnectionThatIsBilled_PricesTheOthers()
    {
        var which = new AnyMeter(new(ServiceNames.Deepgram, OperationNames.Transcription, "nova-9"), PricingType.PerMinute);
        var meter = new UsageMeter(which.Key, rate: null);
        var rows = new List<UsageEvent>();
        foreach (var (requestId, seconds) in new[] { ("dg-1", 30), ("dg-2", 45), ("dg-2", 5), ("dg-3", 60) })
        {
            meter.Add(seconds * UsageUnits.MicrosPerUnit);
            Append(rows, [meter.Post(new Posting { CallId = 1, EventKey = $"fact/{rows.Count}", OccurredAt = Then, BookedAt = Then, ProviderRequestId = requestId })!]);
        }

        Append(rows, BilledPairs.Make([.. rows.Where(row => row.ProviderRequestId == "dg-1")], BilledKeys.DeepgramUsd("dg-1"), new Money(5_000_000)));

        var repricing = MeterRepricing.Of(which.Key, rows, Rate(which, 0.006m), unpricedOnly: true, Now);
        Append(rows, repricing.Corrections);

        Assert.True(repricing.IsBilled);
        Assert.Equal((3, 0), (repricing.PricedRows, repricing.LeftUnpriced));
        Assert.DoesNotContain(repricing.Corrections, row => row.ProviderRequestId == "dg-1");
        Assert.Equal(
            [("dg-1", 5_000_000L, 30_000_000L), ("dg-2", 5_000_000, 50_000_000), ("dg-3", 6_000_000, 60_000_000)],
            rows.GroupBy(row => row.ProviderRequestId).Select(use => (use.Key!, use.Sum(row => row.CostNanos ?? 0), use.Sum(row => row.UsageMicros))));
        Assert.Equal(0, rows.Sum(UnpricedCount.Of));
        Assert.Empty(MeterRepricing.Of(which.Key, rows, Rate(which, 0.006m), unpricedOnly: false, Now).Corrections);
    }

    private static List<UsageEvent> Rows(AnyMeter which, AppliedRate? rate, IEnumerable<MeterStep> steps)
    {
        var meter = new UsageMeter(which.Key, rate);
        var rows = new List<UsageEvent>();
        foreach (var step in steps)
        {
            meter.Add(step.Micros);
            if (meter.Post(new Posting { CallId = 1, EventKey = $"fact/{rows.Count}", OccurredAt = Then, BookedAt = Then }) is { } row)
            {
                Append(rows, [row]);
            }
        }

        return rows;
    }

    // As the store gives ids.
    private static void Append(List<UsageEvent> rows, IEnumerable<UsageEvent> added)
    {
        foreach (var row in added)
        {
            rows.Add(new UsageEvent
            {
                Id = rows.Count + 1,
                CallId = row.CallId,
                Service = row.Service,
                Operation = row.Operation,
                Model = row.Model,
                UsageAmount = row.UsageAmount,
                UsageUnit = row.UsageUnit,
                UsageMicros = row.UsageMicros,
                UnitCost = row.UnitCost,
                RateUnit = row.RateUnit,
                CostNanos = row.CostNanos,
                Basis = row.Basis,
                PricingSource = row.PricingSource,
                EventKey = row.EventKey,
                CorrectsEventId = row.CorrectsEventId,
                ProviderRequestId = row.ProviderRequestId,
                OccurredAt = row.OccurredAt,
                BookedAt = row.BookedAt,
            });
        }
    }

    private static UsageEvent Row(AnyMeter which, long micros, long nanos, string key, string basis, long corrects) => new()
    {
        CallId = 1,
        Service = which.Key.Service,
        Operation = which.Key.Operation,
        Model = which.Key.Model,
        UsageAmount = (decimal)micros / UsageUnits.MicrosPerUnit,
        UsageUnit = UsageUnits.Of(which.Key.Service),
        UsageMicros = micros,
        CostNanos = nanos,
        Basis = basis,
        PricingSource = PricingSource.Provider,
        EventKey = key,
        CorrectsEventId = corrects,
        OccurredAt = Then,
        BookedAt = Then,
    };

    private static AppliedRate Rate(AnyMeter which, decimal price) => new() { UnitPrice = price, PricingType = which.PricingType, Source = PricingSource.RateCard };
}
