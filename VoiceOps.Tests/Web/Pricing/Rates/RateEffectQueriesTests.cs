using FsCheck.Xunit;
using VoiceOps.Tests.Pricing;
using VoiceOps.Tests.Reconciliation;
using VoiceOps.Tests.Reporting;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Pricing;
using VoiceOps.Voice.Usage;
using VoiceOps.Web.Pricing.Rates;
using Xunit;

namespace VoiceOps.Tests.Web.Pricing.Rates;

public sealed class RateEffectQueriesTests
{
    private static readonly RateKey Voice = new(ServiceNames.Twilio, OperationNames.Voice, null);

    [Fact]
    public async Task Read_NewPrice_IsQuantitiesTimesTheRateBesideWhatWasBooked()
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");
        var call = await books.AddCallAsync(Books.Utc("2026-06-01T08:00:00"));
        await books.CommitAsync(call,
        [
            books.Event(call, ServiceNames.Deepgram, OperationNames.Transcription, 187, 18_388_333, model: "nova-2-phonecall"),
            books.Event(call, ServiceNames.Deepgram, OperationNames.Transcription, 11.5m, 1_130_833, model: "nova-2-phonecall"),
            books.Event(call, ServiceNames.ElevenLabs, OperationNames.Speech, 1_480, 222_000_000),
        ]);

        var effect = await Effects(books)
            .ReadAsync(new("deepgram", "transcription", null), Terms(0.0077m, PricingType.PerMinute), TestContext.Current.CancellationToken);

        var line = Assert.Single(effect.Lines);
        Assert.Equal(("nova-2-phonecall", 198.5m, 19_519_166, 25_474_167), (line.Key.Model, line.Usage, line.Booked.Nanos, line.After!.Value.Nanos));
        Assert.Equal(new Money(25_474_167 - 19_519_166), effect.Difference);
        Assert.Equal(new Money(241_519_166), effect.AllBooked);
        Assert.Equal([0L], books.Store.Column<long>("SELECT count(*) FROM service_pricing_changes"));
    }

    [Property(Arbitrary = [typeof(PriceArbitraries)], MaxTest = 50)]
    public async Task Read_AnyPriceAndUsage_IsExactToTheNano(AnyPrice price, AnyUsage usage)
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");
        var call = await books.AddCallAsync(Books.Utc("2026-06-01T08:00:00"));
        await books.CommitAsync(call, [books.Event(call, ServiceNames.ElevenLabs, OperationNames.Speech, (decimal)usage.Micros / UsageUnits.MicrosPerUnit, 5)]);

        var effect = await Effects(books).ReadAsync(new("elevenlabs", "speech", null), Terms(price.Value, PricingType.PerCharacter), CancellationToken.None);

        Assert.Equal(Rating.Nanos(price.Value, usage.Micros), effect.After!.Value.Nanos);
        Assert.Equal(effect.After.Value.Nanos - 5, effect.Difference!.Value.Nanos);
    }

    [Fact]
    public async Task Read_OtherSteps_CountsTheQuantityAnewFromTheCalls()
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");
        foreach (var seconds in (int[])[61, 187, 187])
        {
            var call = await books.AddCallAsync(Books.Utc("2026-06-01T08:00:00"), row => row.DurationSeconds = seconds);
            var minutes = (seconds + 59) / 60;
            await books.CommitAsync(call, [books.Event(call, ServiceNames.Twilio, OperationNames.Voice, minutes, minutes * 14_000_000)]);
        }

        var onAir = await books.AddCallAsync(Books.Utc("2026-06-10T11:59:30"));
        await books.CommitAsync(onAir, [books.Event(onAir, ServiceNames.Twilio, OperationNames.Voice, 1, 14_000_000)]);
        // Nothing was metered for it, so nothing is counted for it either.
        await books.AddCallAsync(Books.Utc("2026-06-01T08:00:00"), row => row.DurationSeconds = 600);

        var effect = await Effects(books)
            .ReadAsync(Voice, Terms(0.014m, PricingType.PerMinute) with { IncrementSeconds = 1 }, TestContext.Current.CancellationToken);

        var line = Assert.Single(effect.Lines);
        Assert.True(line.IsRecounted);
        // As meters count it: every call to the millionth of a minute.
        Assert.Equal(1.016667m + 3.116667m + 3.116667m + 1, line.Usage);
        Assert.Equal(11 * 14_000_000, line.Booked.Nanos);
        Assert.Equal(115_500_014, line.After!.Value.Nanos);
    }

    // A stream ends when the call's clock here stops; Twilio's length, which the call is given later, is that of the voice.
    [Fact]
    public async Task Read_OtherStepsOfMediaStreams_CountsTheirMinutesAnewFromTheirOwnLengths()
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");
        foreach (var seconds in (int[])[30, 61, 187])
        {
            var call = await MeteredCall.AddAsync(books, Books.Utc("2026-06-01T08:00:00"), seconds: seconds, streams: true);
            books.Store.Execute($"UPDATE calls SET duration_seconds = {seconds + 2} WHERE id = {call.Id}");
        }

        var onAir = await books.AddCallAsync(Books.Utc("2026-06-10T11:59:30"));
        await books.CommitAsync(onAir, [books.Event(onAir, ServiceNames.Twilio, OperationNames.MediaStream, 1, 4_000_000)]);

        var effect = await Effects(books).ReadAsync(
            new(ServiceNames.Twilio, OperationNames.MediaStream, null), Terms(0.004m, PricingType.PerMinute) with { IncrementSeconds = 1 },
            TestContext.Current.CancellationToken);

        var line = Assert.Single(effect.Lines);
        Assert.True(line.IsRecounted);
        Assert.Equal(0.5m + 1.016667m + 3.116667m + 1, line.Usage);
        Assert.Equal(22_533_336, line.After!.Value.Nanos);
    }

    [Fact]
    public async Task Read_MoreExactKey_TakesTheUseFromTheOneThatPricedIt()
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");
        var call = await books.AddCallAsync(Books.Utc("2026-06-01T08:00:00"));
        await books.CommitAsync(call,
        [
            books.Event(call, ServiceNames.Cerebras, OperationNames.Prompt, 1_000, 600_000, model: "llama-3.3-70b"),
            books.Event(call, ServiceNames.Cerebras, OperationNames.Completion, 100, 60_000, model: "llama-3.3-70b"),
        ]);

        var line = Assert.Single(
            (await Effects(books)
                .ReadAsync(new("cerebras", "prompt", "llama-3.3-70b"), Terms(0.000001m, PricingType.PerToken), TestContext.Current.CancellationToken)).Lines);

        Assert.Equal((OperationNames.Prompt, 1_000_000), (line.Key.Operation, line.After!.Value.Nanos));
    }

    [Fact]
    public async Task Read_Ending_LeavesTheUseToTheNextInOrderOrToNothing()
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");
        var call = await books.AddCallAsync(Books.Utc("2026-06-01T08:00:00"));
        await books.CommitAsync(call,
        [
            books.Event(call, ServiceNames.Twilio, OperationNames.Voice, 3, 42_000_000),
            books.Event(call, ServiceNames.ElevenLabs, OperationNames.Speech, 10, 1_500_000),
        ]);

        // twilio:default stands behind twilio:voice; nothing stands behind speech.
        Assert.Equal(42_000_000, (await Effects(books).ReadAsync(Voice, null, TestContext.Current.CancellationToken)).After!.Value.Nanos);
        Assert.Null((await Effects(books).ReadAsync(new("elevenlabs", "speech", null), null, TestContext.Current.CancellationToken)).After);
    }

    // 30 days of the reporting zone: from midnight there to now.
    [Theory]
    [InlineData("UTC", "2026-11-15T12:00:00", "2026-10-17T00:00:00")]
    [InlineData("America/New_York", "2026-11-15T12:00:00", "2026-10-17T04:00:00")]
    [InlineData("America/New_York", "2026-03-20T12:00:00", "2026-02-19T05:00:00")]
    [InlineData("Asia/Kathmandu", "2026-11-15T12:00:00", "2026-10-16T18:15:00")]
    public async Task Read_TheLast30Days_BeginWithTheDayOfTheZone(string zone, string now, string start)
    {
        await using var books = await Books.OpenAsync(now, zone);
        var first = Books.Utc(start);
        foreach (var at in (DateTime[])[first.AddMicroseconds(-1), first, Books.Utc(now)])
        {
            var call = await books.AddCallAsync(at);
            await books.CommitAsync(call, [books.Event(call, ServiceNames.ElevenLabs, OperationNames.Speech, 1, 150_000)]);
        }

        Assert.Equal(2, Assert.Single(
            (await Effects(books)
                .ReadAsync(new("elevenlabs", "speech", null), Terms(1, PricingType.PerCharacter), TestContext.Current.CancellationToken)).Lines).Usage);
    }

    private static RateEffectQueries Effects(Books books) => new(books.Store, books.Rates, books.Clock);

    private static RateTerms Terms(decimal price, string pricingType) =>
        new() { UnitPrice = price, PricingType = pricingType, IncrementSeconds = pricingType == PricingType.PerMinute ? 60 : null };
}
