using VoiceOps.Tests.Reporting;
using VoiceOps.Voice.Pricing;
using VoiceOps.Voice.Pricing.Versions;
using VoiceOps.Web.Pricing.Rates;
using Xunit;

namespace VoiceOps.Tests.Web.Pricing.Rates;

public sealed class RateBookQueriesTests
{
    private static readonly RateKey Voice = new("twilio", "voice", null);
    private static readonly Signature Signed = new() { By = "Ada", Reason = "New contract" };

    [Fact]
    public async Task Coming_ChangeAndEnd_AreOneMomentEachWithWhoAndWhy()
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");
        Assert.Null(await books.RateWriter.SetAsync(Voice, Terms(0.02m), Books.Utc("2026-07-01T00:00:00"), Signed, TestContext.Current.CancellationToken));
        Assert.Null(await books.RateWriter.EndAsync(new("deepgram", "transcription", null), Books.Utc("2026-08-01T00:00:00"), Signed with { By = "Bob" },
            TestContext.Current.CancellationToken));

        var coming = (await Queries(books).ReadAsync(TestContext.Current.CancellationToken)).Coming;

        Assert.Equal(
            [(Voice, "2026-07-01", 0.014m, 0.02m, "Ada"), (new RateKey("deepgram", "transcription", null), "2026-08-01", 0.0059m, (decimal?)null, "Bob")],
            coming.Select(change => (change.Key, change.At.ToString("yyyy-MM-dd"), change.Before!.UnitPrice, change.Version?.UnitPrice, change.ChangedBy!)));
    }

    [Fact]
    public async Task History_OfAnEditedRate_HasItsVersionsAndEveryChange()
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");
        Assert.Null(await books.RateWriter.SetAsync(Voice, Terms(0.02m), Books.Utc("2026-07-01T00:00:00"), Signed, TestContext.Current.CancellationToken));
        var planned = books.Store.Column<long>("SELECT id FROM service_pricing WHERE unit_price = '0.02'").Single();
        Assert.Null(await books.RateWriter.CancelAsync(planned, Signed with { Reason = "They changed their mind" }, TestContext.Current.CancellationToken));

        var history = await Queries(books).HistoryAsync(Voice, TestContext.Current.CancellationToken);

        // The version that would have ended goes on.
        Assert.Null(Assert.Single(history.Versions).EffectiveTo);
        Assert.Equal(
            [(RateAction.Cancelled, 0.02m, 0.014m, "They changed their mind"), (RateAction.Set, 0.014m, 0.02m, "New contract")],
            history.Changes.Select(change => (change.Action, change.Before!.UnitPrice, change.After!.UnitPrice, change.Reason)));
    }

    private static RateBookQueries Queries(Books books) => new(books.Store, books.Rates, books.Clock);

    private static RateTerms Terms(decimal price) => new() { UnitPrice = price, PricingType = PricingType.PerMinute, IncrementSeconds = 60 };
}
