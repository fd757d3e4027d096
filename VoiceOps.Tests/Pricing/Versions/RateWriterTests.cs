using Microsoft.Data.Sqlite;
using VoiceOps.Tests.Reporting;
using VoiceOps.Voice.Metering;
using VoiceOps.Voice.Pricing;
using VoiceOps.Voice.Pricing.Versions;
using VoiceOps.Voice.Reporting.Ranges;
using VoiceOps.Voice.Usage;
using Xunit;

namespace VoiceOps.Tests.Pricing.Versions;

public sealed class RateWriterTests
{
    private const string VoiceVersions = "FROM service_pricing WHERE service = 'twilio' AND operation = 'voice' ORDER BY effective_from";
    private static readonly RateKey Voice = new("twilio", "voice", null);
    private static readonly Signature Signed = new() { By = "Ada", Reason = "A new contract" };

    [Theory]
    [InlineData("twilio:voice", PricingType.PerMinute, "1000.000000001", "More than $1000 a unit is surely a slip.")]
    [InlineData("twilio:voice", PricingType.PerMinute, "10000000000", "More than $1000 a unit is surely a slip.")]
    [InlineData("twilio:voice", PricingType.PerToken, "0.01", "What twilio does is priced per_minute, not per_token.")]
    [InlineData("deepgram:transcription", PricingType.PerToken, "0.01", "What deepgram does is priced per_minute, not per_token.")]
    [InlineData("elevenlabs:speech", PricingType.PerMinute, "0.01", "What elevenlabs does is priced per_character, not per_minute.")]
    [InlineData("cerebras:prompt:gpt-oss-120b", PricingType.PerCharacter, "0.01", "What cerebras does is priced per_token, not per_character.")]
    [InlineData("cerebras:prompt", PricingType.PerToken, "0.01", "Name the model: one that is not on the card is unpriced, not guessed.")]
    [InlineData("chat:prompt", PricingType.PerToken, "0.01", "A rate is for one of the four services and an operation of it, or default.")]
    public async Task Set_WhatCannotBe_IsRefusedAndChangesNothing(string key, string pricingType, string price, string expected)
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");
        Assert.True(RateKey.TryParse(key, null, out var parsed));

        var problem = await books.RateWriter.SetAsync(parsed, Terms(decimal.Parse(price, null), pricingType), null, Signed, TestContext.Current.CancellationToken);

        Assert.Equal(expected, problem);
        Assert.Equal([8L], books.Store.Column<long>("SELECT count(*) FROM service_pricing WHERE effective_to IS NULL"));
        Assert.Equal([0L], books.Store.Column<long>("SELECT count(*) FROM service_pricing_changes"));
    }

    // Two tabs, one rate: the second save took the first one's place without a word.
    [Fact]
    public async Task Set_RateThatChangedSinceItWasOpened_IsToldOnceAndThenMeant()
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");
        var opened = books.Clock.Now;
        books.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.Null(await books.RateWriter.SetAsync(Voice, Terms(0.02m), null, Signed with { SeenAt = opened }, TestContext.Current.CancellationToken));
        books.Time.Advance(TimeSpan.FromSeconds(10));

        var told = await books.RateWriter.SetAsync(
            Voice, Terms(0.03m), null, Signed with { By = "Ben", SeenAt = opened }, TestContext.Current.CancellationToken);
        Assert.Equal(
            "Ada changed this rate at 12:00:10 UTC, after you opened it: $0.02 per minute from 2026-06-10 12:00 UTC on (A new contract). "
                + "Look at it, then save again if yours is to follow it.", told);
        Assert.StartsWith("Ada changed", await books.RateWriter.EndAsync(Voice, null, Signed with { SeenAt = opened }, TestContext.Current.CancellationToken));

        Assert.Null(await books.RateWriter.SetAsync(
            Voice, Terms(0.03m), null, Signed with { By = "Ben", SeenAt = books.Clock.Now }, TestContext.Current.CancellationToken));
        Assert.Equal(["0.014", "0.02", "0.03"], books.Store.Column<string>($"SELECT unit_price {VoiceVersions}"));
    }

    [Theory]
    [InlineData("", "It costs more", "Say who you are: the name is kept with the change.")]
    [InlineData("   ", "It costs more", "Say who you are: the name is kept with the change.")]
    [InlineData("Ada", " ", "Say why: the reason is kept with the change.")]
    public async Task Set_Unsigned_IsRefused(string by, string reason, string expected)
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");

        Assert.Equal(expected, await books.RateWriter.SetAsync(Voice, Terms(0.015m), null, new Signature { By = by, Reason = reason }, TestContext.Current.CancellationToken));
        Assert.Equal(["0.014"], books.Store.Column<string>($"SELECT unit_price {VoiceVersions}"));
    }

    [Fact]
    public async Task Set_Now_EndsTheVersionBeforeAndKeepsWhoWhenAndWhy()
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");

        Assert.Null(await books.RateWriter.SetAsync(Voice, Terms(0.0085m) with { Origin = RateOrigin.Negotiated, IncrementSeconds = 1 }, null, Signed, TestContext.Current.CancellationToken));

        Assert.Equal(["0.014", "0.0085"], books.Store.Column<string>($"SELECT unit_price {VoiceVersions}"));
        Assert.Equal(["2026-06-10 12:00:00.000000", ""], books.Store.Column<string>($"SELECT IFNULL(effective_to, '') {VoiceVersions}"));
        Assert.Equal(
            ["set twilio:voice 2026-06-10 12:00:00.000000: 0.014/60/list to 0.0085/1/negotiated, Ada, A new contract, 2026-06-10 12:00:00.000000"],
            books.Store.Column<string>("""
                SELECT action || ' ' || service || ':' || operation || ' ' || effective_from || ': ' || before_unit_price || '/' || before_increment_seconds || '/' || before_origin
                    || ' to ' || after_unit_price || '/' || after_increment_seconds || '/' || after_origin || ', ' || changed_by || ', ' || reason || ', ' || changed_at
                FROM service_pricing_changes
                """));
    }

    // Nothing has to run at that moment: the card is read by time.
    [Fact]
    public async Task Set_FromADayToCome_TakesEffectByItself()
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");
        var from = Books.Utc("2026-07-01T04:00:00");

        Assert.Null(await books.RateWriter.SetAsync(Voice, Terms(0.02m), from, Signed, TestContext.Current.CancellationToken));

        Assert.Equal(0.014m, (await books.Rates.LoadAsync(from.AddMicroseconds(-1), TestContext.Current.CancellationToken)).Find("twilio", "voice", null)!.UnitPrice);
        Assert.Equal(0.02m, (await books.Rates.LoadAsync(from, TestContext.Current.CancellationToken)).Find("twilio", "voice", null)!.UnitPrice);
    }

    [Fact]
    public async Task Set_TheSameTerms_IsNoNewVersion()
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");

        Assert.Equal("That is the rate in force then already.", await books.RateWriter.SetAsync(Voice, Terms(0.0140m), null, Signed, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Set_ToTheHighestPrice_IsDone()
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");

        Assert.Null(await books.RateWriter.SetAsync(Voice, Terms(1_000), null, Signed, TestContext.Current.CancellationToken));
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
        Assert.Null(await books.RateWriter.SetAsync(
            new("deepgram", "transcription", null), new RateTerms { UnitPrice = 0.0059m, PricingType = PricingType.PerMinute }, null, Signed, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("UPDATE service_pricing SET unit_price = '0.02' WHERE service = 'twilio' AND operation = 'voice' RETURNING id", "does not change")]
    [InlineData("UPDATE service_pricing SET increment_seconds = 1 WHERE service = 'twilio' AND operation = 'voice' RETURNING id", "does not change")]
    [InlineData("UPDATE service_pricing SET effective_from = '2026-01-01 00:00:00.000000' WHERE service = 'twilio' AND operation = 'voice' RETURNING id", "does not change")]
    [InlineData("UPDATE service_pricing SET model = 'x' WHERE service = 'twilio' AND operation = 'voice' RETURNING id", "does not change")]
    [InlineData("DELETE FROM service_pricing WHERE service = 'twilio' AND operation = 'voice' RETURNING id", "it stays")]
    public async Task Database_RateThatHasPricedRows_RefusesToChangeIt(string sql, string said)
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");
        await UseAsync(books);

        Assert.Contains(said, Assert.Throws<SqliteException>(() => books.Store.Column<long>(sql)).Message);
        Assert.Equal(["0.014"], books.Store.Column<string>($"SELECT unit_price {VoiceVersions}"));
    }

    [Fact]
    public async Task Database_UsedRate_MayEndAndAnUnusedOneMayChange()
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");
        await UseAsync(books);

        Assert.Single(books.Store.Column<long>("UPDATE service_pricing SET effective_to = '2026-07-01 00:00:00.000000' WHERE service = 'twilio' AND operation = 'voice' RETURNING id"));
        Assert.Single(books.Store.Column<long>("UPDATE service_pricing SET unit_price = '0.02' WHERE service = 'elevenlabs' RETURNING id"));
        Assert.Single(books.Store.Column<long>("DELETE FROM service_pricing WHERE service = 'elevenlabs' RETURNING id"));
    }

    [Theory]
    [InlineData("INSERT INTO service_pricing (service, operation, unit_price, pricing_type, effective_from, created_at) VALUES ('twilio', 'voice', '1', 'per_minute', '2027-01-01 00:00:00.000000', '2026-01-01 00:00:00.000000') RETURNING id", "overlap")]
    [InlineData("INSERT INTO service_pricing (service, operation, unit_price, pricing_type, effective_from, effective_to, created_at) VALUES ('twilio', 'sms', '1', 'per_minute', '2027-01-01 00:00:00.000000', '2027-01-01 00:00:00.000000', '2026-01-01 00:00:00.000000') RETURNING id", "ends after it begins")]
    [InlineData("UPDATE service_pricing SET effective_to = '1969-01-01 00:00:00.000000' WHERE service = 'deepgram' RETURNING id", "ends after it begins")]
    [InlineData("UPDATE service_pricing_changes SET reason = '' RETURNING id", "append-only")]
    [InlineData("DELETE FROM service_pricing_changes RETURNING id", "append-only")]
    public async Task Database_WhatWouldFalsifyTheCard_IsRefused(string sql, string said)
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");
        Assert.Null(await books.RateWriter.SetAsync(new("deepgram", "transcription", null), new RateTerms { UnitPrice = 1, PricingType = PricingType.PerMinute }, null, Signed, TestContext.Current.CancellationToken));

        Assert.Contains(said, Assert.Throws<SqliteException>(() => books.Store.Column<long>(sql)).Message);
    }

    [Fact]
    public async Task RowsOfSql_WithoutTheNewColumns_AreListPrices()
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");

        Assert.Equal(["list"], books.Store.Column<string>(
            "INSERT INTO service_pricing (service, operation, unit_price, pricing_type, effective_from, created_at) VALUES ('twilio', 'sms', '1', 'per_minute', '2026-01-01 00:00:00.000000', '2026-01-01 00:00:00.000000') RETURNING origin"));
    }

    private static async Task UseAsync(Books books)
    {
        var call = await books.AddCallAsync(Books.Utc("2026-06-10T08:00:00"));
        var meter = new UsageMeter(new(ServiceNames.Twilio, OperationNames.Voice, null), (await books.Rates.LoadAsync(books.Clock.Now, CancellationToken.None)).Find("twilio", "voice", null));
        meter.Add(2 * UsageUnits.MicrosPerUnit);
        await books.CommitAsync(call, [meter.Post(new Posting { CallId = call.Id, EventKey = "line", OccurredAt = call.CreatedAt, BookedAt = call.CreatedAt })!]);
    }

    private static RateTerms Terms(decimal price, string pricingType = PricingType.PerMinute) => new() { UnitPrice = price, PricingType = pricingType, IncrementSeconds = 60 };
}
