using VoiceOps.Tests.Reporting;
using VoiceOps.Voice.Metering;
using VoiceOps.Voice.Pricing;
using VoiceOps.Voice.Reporting;
using VoiceOps.Voice.Reporting.Ranges;
using Xunit;

namespace VoiceOps.Tests.Pricing;

public sealed class RateCardsTests
{
    [Theory]
    [InlineData("twilio:voice", PricingType.PerMinute, "1000.000000001", "More than $1000 a unit is surely a slip.")]
    [InlineData("twilio:voice", PricingType.PerMinute, "10000000000", "More than $1000 a unit is surely a slip.")]
    [InlineData("twilio:voice", PricingType.PerToken, "0.01", "What twilio does is priced per_minute, not per_token.")]
    [InlineData("deepgram:transcription", PricingType.PerToken, "0.01", "What deepgram does is priced per_minute, not per_token.")]
    [InlineData("elevenlabs:speech", PricingType.PerMinute, "0.01", "What elevenlabs does is priced per_character, not per_minute.")]
    [InlineData("cerebras:prompt:gpt-oss-120b", PricingType.PerCharacter, "0.01", "What cerebras does is priced per_token, not per_character.")]
    public async Task Change_ToWhatCannotBe_IsRefusedAndChangesNothing(string key, string pricingType, string price, string expected)
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");
        Assert.True(RateKey.TryParse(key, null, out var parsed));

        var problem = await books.Rates.ChangeAsync(parsed, pricingType, null, decimal.Parse(price, null), null, TestContext.Current.CancellationToken);

        Assert.Equal(expected, problem);
        Assert.Equal([8L], books.Store.Column<long>("SELECT count(*) FROM service_pricing WHERE effective_to IS NULL"));
    }

    [Fact]
    public async Task Change_ToTheHighestPrice_IsDone()
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");

        Assert.Null(await books.Rates.ChangeAsync(new("twilio", "voice", null), PricingType.PerMinute, 60, 1_000, null, TestContext.Current.CancellationToken));
    }

    // Somebody with a database client can write any row; the page must not claim that it is in force.
    [Fact]
    public async Task Snapshot_RowOfTheWrongUnit_IsNotInForceAndItsUseIsUnpriced()
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");
        books.Store.Column<long>("UPDATE service_pricing SET pricing_type = 'per_token' WHERE service = 'deepgram' RETURNING id");
        var call = await books.AddCallAsync(Books.Utc("2026-06-10T08:00:00"));
        await books.CommitAsync(call, [books.Event(call, ServiceNames.Deepgram, OperationNames.Transcription, 60, null, source: PricingSource.Unpriced)]);

        var line = Assert.Single((await books.ReadAsync(RangeKind.Today)).Rates, rate => rate.Service == ServiceNames.Deepgram);

        Assert.Equal((PricingSource.Unpriced, null, null, 1), (line.Source, line.UnitPrice, line.PricingType, line.UnpricedEvents));
        Assert.Null(await books.Rates.ChangeAsync(new("deepgram", "transcription", null), PricingType.PerMinute, null, 0.0059m, null, TestContext.Current.CancellationToken));
    }
}
