using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using VoiceOps.Tests.Fakes;
using VoiceOps.Tests.Reconciliation;
using VoiceOps.Tests.Reporting;
using VoiceOps.Voice.Calls;
using VoiceOps.Voice.Calls.Journal;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Metering;
using VoiceOps.Voice.Pricing;
using VoiceOps.Voice.Pricing.Versions;
using VoiceOps.Voice.Reconciliation;
using VoiceOps.Voice.Reconciliation.Days;
using VoiceOps.Voice.Reconciliation.Prices;
using VoiceOps.Voice.Reporting.Ranges;
using VoiceOps.Voice.Repricing;
using VoiceOps.Voice.Usage;
using VoiceOps.Web.Pricing.Rates;
using Xunit;

namespace VoiceOps.Tests.Repricing;

public sealed class RepricingJobTests
{
    private static readonly RateKey Prompt = new(ServiceNames.Cerebras, OperationNames.Prompt, "new-model");
    private static readonly Signature Signed = new() { By = "Ada", Reason = "It had no price" };

    [Fact]
    public async Task Run_UnpricedRows_GetTheRateOfTheirCallAndStayInTheBooks()
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");
        var early = await UseAsync(books, "2026-06-01T23:59:59", 1_000);
        var late = await UseAsync(books, "2026-06-02T00:00:00", 10);
        Assert.Equal(2, (await books.ReadAsync(RangeKind.Last30Days)).Current.UnpricedEvents);
        Assert.Null(await books.RateWriter.SetAsync(Prompt, Terms(0.000002m), Books.Utc("2026-05-01T00:00:00"), Signed, TestContext.Current.CancellationToken));
        Assert.Null(await books.RateWriter.SetAsync(Prompt, Terms(0.000003m), Books.Utc("2026-06-02T00:00:00"), Signed, TestContext.Current.CancellationToken));

        var preview = await Job(books).PreviewAsync(RepricingScope.Unpriced, TestContext.Current.CancellationToken);
        Assert.Equal((2, 2_000_000 + 30_000), (preview.Rows, preview.Difference.Nanos));
        Assert.Equal(2L, books.Store.Column<long>("SELECT count(*) FROM api_call_events").Single());

        var result = await Job(books).RunAsync(RepricingScope.Unpriced, Signed, null, TestContext.Current.CancellationToken);

        Assert.Equal((preview.Rows, preview.Difference), (result.Rows, result.Difference));
        Assert.Equal([2L], books.Store.Column<long>("SELECT count(*) FROM api_call_events WHERE cost_nanos IS NULL AND corrects_event_id IS NULL"));
        Assert.Equal([$"{early.Id} 0.000002 2000000 2026-06-01 23:59:59.000000", $"{late.Id} 0.000003 30000 2026-06-02 00:00:00.000000"], books.Store.Column<string>(
            "SELECT call_id || ' ' || unit_cost || ' ' || cost_nanos || ' ' || booked_at FROM api_call_events WHERE cost_nanos IS NOT NULL ORDER BY call_id"));
        var snapshot = await books.ReadAsync(RangeKind.Last30Days);
        Assert.Equal((0, 2_030_000), (snapshot.Current.UnpricedEvents, snapshot.Current.Cost.Nanos));
        Assert.Equal(1_010_000_000, snapshot.Rates.Single(rate => rate.Model == "new-model").UsageMicros);
        Assert.All(snapshot.RecentCalls, call => Assert.Equal(0, call.UnpricedEvents));
        Assert.Empty(await new UnpricedQueries(books.Store).ReadAsync(TestContext.Current.CancellationToken));
        await AssertRollupsAsync(books);
    }

    [Fact]
    public async Task Run_Again_ChangesNothing()
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");
        await UseAsync(books, "2026-06-01T08:00:00", 1_000);
        Assert.Null(await books.RateWriter.SetAsync(Prompt, Terms(0.000002m), Books.Utc("2026-05-01T00:00:00"), Signed, TestContext.Current.CancellationToken));
        await Job(books).RunAsync(RepricingScope.Unpriced, Signed, null, TestContext.Current.CancellationToken);
        var before = books.Store.Column<string>("SELECT group_concat(id || event_key) FROM api_call_events").Single();

        Assert.Equal(0, (await Job(books).RunAsync(RepricingScope.Unpriced, Signed, null, TestContext.Current.CancellationToken)).Rows);
        Assert.Equal(0, (await Job(books).RunAsync(new RepricingScope(), Signed, null, TestContext.Current.CancellationToken)).Rows);

        Assert.Equal(before, books.Store.Column<string>("SELECT group_concat(id || event_key) FROM api_call_events").Single());
        await AssertRollupsAsync(books);
    }

    [Fact]
    public async Task Run_RateStillMissing_LeavesTheRowsUnpriced()
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");
        await UseAsync(books, "2026-06-01T08:00:00", 1_000);
        Assert.Null(await books.RateWriter.SetAsync(Prompt, Terms(0.000002m), null, Signed, TestContext.Current.CancellationToken));

        var result = await Job(books).RunAsync(RepricingScope.Unpriced, Signed, null, TestContext.Current.CancellationToken);

        Assert.Equal((0, 1), (result.Rows, result.LeftUnpriced));
        Assert.Equal(1, Assert.Single(await new UnpricedQueries(books.Store).ReadAsync(TestContext.Current.CancellationToken)).Rows);
    }

    [Fact]
    public async Task Run_RateSetBackdated_CorrectsTheRangeByOneRowEachWithTheDifference()
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");
        var call = await books.AddCallAsync(Books.Utc("2026-06-05T08:00:00"), Ended);
        await books.CommitAsync(call, [books.Event(call, ServiceNames.ElevenLabs, OperationNames.Speech, 100, 15_000_000)]);
        Assert.Null(await books.RateWriter.SetAsync(
            new(ServiceNames.ElevenLabs, OperationNames.Speech, null), new RateTerms { UnitPrice = 0.0001m, PricingType = PricingType.PerCharacter }, Books.Utc("2026-06-04T00:00:00"), Signed, TestContext.Current.CancellationToken));

        await Job(books).RunAsync(new RepricingScope { From = Books.Utc("2026-06-05T00:00:00"), To = Books.Utc("2026-06-06T00:00:00") }, Signed, null, TestContext.Current.CancellationToken);

        Assert.Equal(["0 0.0001 -5000000 metered rate_card"], books.Store.Column<string>(
            "SELECT usage_micros || ' ' || unit_cost || ' ' || cost_nanos || ' ' || basis || ' ' || pricing_source FROM api_call_events WHERE corrects_event_id IS NOT NULL"));
        await AssertRollupsAsync(books);
    }

    // A day is one of the reporting zone, and a call belongs to the day of its start.
    [Theory]
    [InlineData("America/New_York", "2026-03-08", "2026-03-08T05:00:00", "2026-03-09T04:00:00")]
    [InlineData("America/New_York", "2026-11-01", "2026-11-01T04:00:00", "2026-11-02T05:00:00")]
    [InlineData("Asia/Kathmandu", "2026-06-05", "2026-06-04T18:15:00", "2026-06-05T18:15:00")]
    public async Task Preview_OfADay_TakesTheCallsThatStartedInIt(string zone, string day, string start, string end)
    {
        await using var books = await Books.OpenAsync("2026-12-10T12:00:00", zone);
        foreach (var at in (DateTime[])[Books.Utc(start).AddMicroseconds(-1), Books.Utc(start), Books.Utc(end).AddMicroseconds(-1), Books.Utc(end)])
        {
            var call = await books.AddCallAsync(at, Ended);
            await books.CommitAsync(call, [books.Event(call, ServiceNames.ElevenLabs, OperationNames.Speech, 1, 1)]);
        }

        var first = DateOnly.Parse(day);
        var scope = new RepricingScope { From = ReportRanges.DayStart(first, books.Clock.Zone), To = ReportRanges.DayStart(first.AddDays(1), books.Clock.Zone) };

        Assert.Equal((2, 2), ((await Job(books).PreviewAsync(scope, TestContext.Current.CancellationToken)).Calls, (await Job(books).PreviewAsync(scope, TestContext.Current.CancellationToken)).Rows));
    }

    [Fact]
    public async Task Run_CallThatIsOn_WaitsForItsEnd()
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");
        var call = await books.AddCallAsync(Books.Utc("2026-06-05T08:00:00"));
        await books.CommitAsync(call, [books.Event(call, ServiceNames.ElevenLabs, OperationNames.Speech, 1, 1)]);

        Assert.Equal(0, (await Job(books).RunAsync(new RepricingScope(), Signed, null, TestContext.Current.CancellationToken)).Calls);
    }

    // A designer's test costs at the provider what any call does: left without a price, its row would keep the day open for ever.
    [Fact]
    public async Task Run_UnpricedRowOfATest_IsPricedAsATestAndInNoFigureOfTheBusiness()
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");
        var day = new DateOnly(2026, 6, 1);
        var test = await books.AddCallAsync(Books.Utc("2026-06-01T08:00:00"), Ended, direction: CallDirection.Test);
        var row = books.Event(test, ServiceNames.Cerebras, OperationNames.Prompt, 1_000, null, model: "new-model", source: PricingSource.Unpriced);
        await books.Ledger.CommitAsync([new LedgerBatch { IsTest = true, Events = [row] }], TestContext.Current.CancellationToken);
        var unpriced = Assert.Single(await new UnpricedQueries(books.Store).ReadAsync(TestContext.Current.CancellationToken));
        Assert.Equal((1, 1), (unpriced.Rows, unpriced.TestRows));
        Assert.Equal(CellState.Unpriced, await StateAsync());
        Assert.Null(await books.RateWriter.SetAsync(Prompt, Terms(0.000002m), Books.Utc("2026-05-01T00:00:00"), Signed, TestContext.Current.CancellationToken));

        var result = await Job(books).RunAsync(RepricingScope.Unpriced, Signed, null, TestContext.Current.CancellationToken);

        Assert.Equal((1, 1, 2_000_000), (result.Rows, result.TestRows, result.TestDifference.Nanos));
        Assert.Equal(["1 3 2000000"], books.Store.Column<string>("SELECT is_test || ' ' || count(*) || ' ' || SUM(cost_nanos) FROM api_call_events GROUP BY is_test"));
        Assert.Equal(CellState.Reconciled, await StateAsync());
        Assert.Empty(await new UnpricedQueries(books.Store).ReadAsync(TestContext.Current.CancellationToken));
        var snapshot = await books.ReadAsync(RangeKind.Last30Days);
        Assert.Equal((0, 0), (snapshot.Current.UnpricedEvents, snapshot.Current.Cost.Nanos));
        await AssertRollupsAsync(books);
        Assert.Equal(0, (await Checked.RunAsync(books)).Red);

        async Task<CellState> StateAsync() =>
            (await new ReconciliationQueries(books.Store, books.Rates, Options.Create(new ReconciliationOptions()), books.Time).ReadAsync(day, day, TestContext.Current.CancellationToken))
                .Cells.Single(cell => cell.Service == ServiceNames.Cerebras).State;
    }

    [Fact]
    public async Task Run_SeveralPages_AreSeenAllAtOnce()
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");
        for (var call = 0; call < 101; call++)
        {
            await UseAsync(books, "2026-06-01T08:00:00", 1_000);
        }

        Assert.Null(await books.RateWriter.SetAsync(Prompt, Terms(0.000002m), Books.Utc("2026-05-01T00:00:00"), Signed, TestContext.Current.CancellationToken));
        var seen = new List<(long Calls, long Rows)>();
        var progress = new Reports<long>(calls => seen.Add((calls, books.Store.Column<long>("SELECT COUNT(*) FROM api_call_events").Single())));

        var result = await Job(books).RunAsync(RepricingScope.Unpriced, Signed, progress, TestContext.Current.CancellationToken);

        Assert.Equal([(100, 101), (101, 101)], seen);
        Assert.Equal((101, 101, 202_000_000), (result.Calls, result.Rows, result.Difference.Nanos));
        Assert.Equal(303L, books.Store.Column<long>("SELECT COUNT(*) FROM api_call_events").Single());
        await AssertRollupsAsync(books);
    }

    // Its corrections were worked out already. A bill takes the place of everything, so that none of them is right any more.
    [Fact]
    public async Task Run_CallThatIsBilledMeanwhile_IsLeftToItsBill()
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");
        var (billed, other) = (await SpeakAsync(books), await SpeakAsync(books));
        Assert.Null(await books.RateWriter.SetAsync(
            new(ServiceNames.ElevenLabs, OperationNames.Speech, null), new RateTerms { UnitPrice = 0.0001m, PricingType = PricingType.PerCharacter }, Books.Utc("2026-06-04T00:00:00"), Signed, TestContext.Current.CancellationToken));
        await using var context = books.Store.CreateDbContext();
        var rows = await context.UsageEvents.AsNoTracking().Where(row => row.CallId == billed.Id).ToListAsync(TestContext.Current.CancellationToken);
        var bill = new Reports<long>(_ => books.Ledger.CommitAsync([new LedgerBatch { Events = BilledPairs.Make(rows, "billed/1", new Money(12_000_000)) }], CancellationToken.None).GetAwaiter().GetResult());

        var result = await Job(books).RunAsync(new RepricingScope { From = Books.Utc("2026-06-05T00:00:00") }, Signed, bill, TestContext.Current.CancellationToken);

        Assert.Equal((2, 1, 1, -5_000_000), (result.Calls, result.BilledMeters, result.Rows, result.Difference.Nanos));
        Assert.Equal([$"{billed.Id} 12000000", $"{other.Id} 10000000"], books.Store.Column<string>("SELECT call_id || ' ' || SUM(cost_nanos) FROM api_call_events GROUP BY call_id ORDER BY call_id"));
        Assert.Equal([$"{billed.Id} 12000000", $"{other.Id} 10000000"], books.Store.Column<string>("SELECT call_id || ' ' || cost_nanos FROM call_totals ORDER BY call_id"));
        await AssertRollupsAsync(books);
    }

    [Fact]
    public async Task Run_RatesChangedMeanwhile_PricesNothingAndSaysSo()
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");
        await UseAsync(books, "2026-06-01T08:00:00", 1_000);
        Assert.Null(await books.RateWriter.SetAsync(Prompt, Terms(0.000002m), Books.Utc("2026-05-01T00:00:00"), Signed, TestContext.Current.CancellationToken));
        var change = new Reports<long>(_ => Assert.Null(books.RateWriter.SetAsync(Prompt, Terms(0.000003m), Books.Utc("2026-05-02T00:00:00"), Signed, CancellationToken.None).GetAwaiter().GetResult()));

        var failure = await Assert.ThrowsAsync<PublicationException>(() => Job(books).RunAsync(RepricingScope.Unpriced, Signed, change, TestContext.Current.CancellationToken));

        Assert.Equal("Rates were changed while it was being worked out.", failure.Message);
        Assert.Equal(1L, books.Store.Column<long>("SELECT COUNT(*) FROM api_call_events").Single());
    }

    private static async Task<Call> SpeakAsync(Books books)
    {
        var call = await books.AddCallAsync(Books.Utc("2026-06-05T08:00:00"), Ended);
        await books.CommitAsync(call, [books.Event(call, ServiceNames.ElevenLabs, OperationNames.Speech, 100, 15_000_000)]);
        return call;
    }

    private static RepricingJob Job(Books books)
    {
        var writer = new LedgerWriter(books.Ledger, new CommitSignal(), TestMetrics.Ledger(books.Time), Options.Create(new LedgerOptions()), books.Time, NullLogger<LedgerWriter>.Instance);
        return new RepricingJob(books.Store, books.Rates, writer, books.Time, NullLogger<RepricingJob>.Instance);
    }

    private static async Task<Call> UseAsync(Books books, string at, decimal tokens)
    {
        var call = await books.AddCallAsync(Books.Utc(at), Ended);
        await books.CommitAsync(call, [books.Event(call, ServiceNames.Cerebras, OperationNames.Prompt, tokens, null, model: "new-model", source: PricingSource.Unpriced)]);
        return call;
    }

    private static void Ended(Call call) => call.EndedAt = call.CreatedAt.AddMinutes(1);

    private static RateTerms Terms(decimal price) => new() { UnitPrice = price, PricingType = PricingType.PerToken };

    private static async Task AssertRollupsAsync(Books books)
    {
        await using var context = books.Store.CreateDbContext();
        var expected = new RollupDeltas();
        (await context.UsageEvents.AsNoTracking().ToListAsync()).ForEach(expected.Add);
        var found = await context.CostRollups.AsNoTracking().ToListAsync();
        Assert.Equivalent(expected.Costs.OrderBy(Key), found.OrderBy(Key), strict: true);

        static string Key(CostRollup row) => $"{row.QuarterStart:O}{row.Service}{row.Operation}{row.Model}{row.Basis}{row.PricingSource}";
    }
}
