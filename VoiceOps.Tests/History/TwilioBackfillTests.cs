using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using VoiceOps.Tests.Fakes;
using VoiceOps.Tests.Reconciliation;
using VoiceOps.Tests.Reporting;
using VoiceOps.Voice.Calls.Journal;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.History;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Metering;
using VoiceOps.Voice.Pricing;
using VoiceOps.Voice.Reporting.Ranges;
using VoiceOps.Voice.Repricing;
using VoiceOps.Voice.TieOut;
using VoiceOps.Voice.Usage;
using Xunit;

namespace VoiceOps.Tests.History;

public sealed class TwilioBackfillTests
{
    private const string Now = "2026-06-10T12:00:00";
    private static readonly DateTime Then = Books.Utc("2025-11-03T10:00:00");

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(60, 1)]
    [InlineData(61, 2)]
    [InlineData(187, 4)]
    public async Task Run_CallWithoutTwilioRow_GetsItsStartedMinutesAsOneEstimate(int seconds, int minutes)
    {
        await using var books = await Books.OpenAsync(Now);
        var call = await OldCallAsync(books, seconds);

        await Backfill(books).RunAsync(CancellationToken.None);

        var row = Assert.Single(await RowsAsync(books));
        Assert.Equal((call.Id, ServiceNames.Twilio, OperationNames.Voice), (row.CallId, row.Service, row.Operation));
        Assert.Equal((UsageBasis.Estimated, PricingSource.RateCard), (row.Basis, row.PricingSource));
        Assert.Equal($"backfill/{call.CallSid}", row.EventKey);
        Assert.Equal((minutes, 0.014m, minutes * 14_000_000L), (row.UsageAmount, row.UnitCost, row.CostNanos));
        Assert.Equal((call.StartedAt, call.StartedAt), (row.OccurredAt, row.BookedAt));
    }

    [Fact]
    public async Task Run_Again_WritesNothingNew()
    {
        await using var books = await Books.OpenAsync(Now);
        await OldCallAsync(books, 187);
        var backfill = Backfill(books);

        Assert.Equal(1, (await backfill.RunAsync(CancellationToken.None)).RowsWritten);
        Assert.Equal(0, (await backfill.RunAsync(CancellationToken.None)).RowsWritten);
        Assert.Equal(0, (await Backfill(books).RunAsync(CancellationToken.None)).Calls);
        Assert.Single(await RowsAsync(books));
    }

    [Theory]
    [InlineData(UsageBasis.Estimated)]
    [InlineData(UsageBasis.Metered)]
    [InlineData(UsageBasis.Billed)]
    public async Task Run_CallWithATwilioRow_IsLeftAlone(string basis)
    {
        await using var books = await Books.OpenAsync(Now);
        var call = await OldCallAsync(books, 187);
        await books.CommitAsync(call, [books.Event(call, ServiceNames.Twilio, OperationNames.Voice, 1, null, basis: basis)]);

        await Backfill(books).RunAsync(CancellationToken.None);

        Assert.Single(await RowsAsync(books));
    }

    [Fact]
    public async Task Run_CallsThatWereNotBilled_AreLeftAlone()
    {
        await using var books = await Books.OpenAsync(Now);
        await books.AddCallAsync(Then, call => call.StartedAt = null); // rejected: never answered, no length
        await books.AddCallAsync(Then, call => (call.StartedAt, call.EndedAt, call.DurationSeconds) = (null, Then, 0)); // nobody answered
        await books.AddCallAsync(Then, call => call.DurationSeconds = 12); // still on
        await books.AddCallAsync(Then, call => call.EndedAt = Then.AddSeconds(9)); // nobody knows how long

        await Backfill(books).RunAsync(CancellationToken.None);

        Assert.Empty(await RowsAsync(books));
        Assert.Equal(1, (await Preview(books).ReadAsync(CancellationToken.None)).WithoutLength);
    }

    [Fact]
    public async Task Run_RateChangedMeanwhile_EachCallTakesTheOneOfItsStart()
    {
        await using var books = await Books.OpenAsync(Now);
        var change = Then.AddHours(1);
        await using (var context = books.Store.CreateDbContext())
        {
            var old = await context.Rates.SingleAsync(rate => rate.Service == ServiceNames.Twilio && rate.Operation == OperationNames.Voice);
            old.EffectiveTo = change;
            await context.SaveChangesAsync();
            context.Add(new Rate
            {
                Service = ServiceNames.Twilio,
                Operation = OperationNames.Voice,
                UnitPrice = 0.0085m,
                PricingType = PricingType.PerMinute,
                IncrementSeconds = 1,
                EffectiveFrom = change,
                CreatedAt = change,
            });
            await context.SaveChangesAsync();
        }

        await OldCallAsync(books, 90);
        await OldCallAsync(books, 90, change.AddMicroseconds(-1));
        await OldCallAsync(books, 90, change);
        await Backfill(books).RunAsync(CancellationToken.None);

        Assert.Equal([28_000_000, 28_000_000, 12_750_000], (await RowsAsync(books)).Select(row => row.CostNanos));
    }

    [Fact]
    public async Task Run_NoRateInForce_TheRowHasNoPriceRatherThanZero()
    {
        await using var books = await Books.OpenAsync(Now);
        await using (var context = books.Store.CreateDbContext())
        {
            await context.Rates.Where(rate => rate.Service == ServiceNames.Twilio).ExecuteDeleteAsync();
        }

        await OldCallAsync(books, 187);
        await Backfill(books).RunAsync(CancellationToken.None);

        var row = Assert.Single(await RowsAsync(books));
        Assert.Equal((null, PricingSource.Unpriced), (row.CostNanos, row.PricingSource));
        Assert.Equal(1, (await books.ReadAsync(new RangeRequest(RangeKind.Custom, new DateOnly(2025, 11, 1), new DateOnly(2025, 11, 30)))).Current.UnpricedEvents);
    }

    // A kill between two commits: what is committed stands, and the next run goes on from there.
    [Fact]
    public async Task Run_StoppedHalfway_TheNextRunWritesTheRest()
    {
        await using var books = await Books.OpenAsync(Now);
        const int calls = (2 * TwilioBackfill.BatchSize) + 7;
        await using (var context = books.Store.CreateDbContext())
        {
            var account = await context.Accounts.Select(row => row.Id).SingleAsync();
            context.AddRange(Enumerable.Range(0, calls).Select(number => new Call
            {
                CallSid = $"CA{number:x32}",
                Direction = "inbound",
                AccountId = account,
                Status = CallStatus.Completed,
                AppVersion = "old",
                CreatedAt = Then,
                StartedAt = Then,
                EndedAt = Then.AddSeconds(90),
                DurationSeconds = 90,
            }));
            await context.SaveChangesAsync();
        }

        using var kill = new CancellationTokenSource();
        var signal = new CommitSignal();
        using var _ = signal.Subscribe(kill.Cancel);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Backfill(books, signal).RunAsync(kill.Token));
        Assert.Equal(TwilioBackfill.BatchSize, (await RowsAsync(books)).Count);

        var rest = await Backfill(books).RunAsync(CancellationToken.None);

        Assert.Equal(calls - TwilioBackfill.BatchSize, rest.RowsWritten);
        var snapshot = await books.ReadAsync(new RangeRequest(RangeKind.Custom, new DateOnly(2025, 11, 3), new DateOnly(2025, 11, 3)));
        Assert.Equal(calls * 28_000_000L, snapshot.Current.EstimatedCost.Nanos);
        Assert.Equal(calls * 28_000_000L, snapshot.Current.Cost.Nanos);
    }

    [Fact]
    public async Task Preview_BeforeAndAfter_SaysTheSameFigures()
    {
        // 18:30 UTC of the last of October is November in Kathmandu.
        await using var books = await Books.OpenAsync(Now, "Asia/Kathmandu");
        await OldCallAsync(books, 187, Books.Utc("2025-10-31T18:30:00"));
        await OldCallAsync(books, 61, Books.Utc("2025-10-31T18:10:00"));
        await OldCallAsync(books, 60, Books.Utc("2025-11-02T00:00:00"));

        var before = await Preview(books).ReadAsync(CancellationToken.None);
        var result = await Backfill(books).RunAsync(CancellationToken.None);
        var after = await Preview(books).ReadAsync(CancellationToken.None);

        Assert.Equal([(new DateOnly(2025, 10, 1), 1, 28_000_000), (new DateOnly(2025, 11, 1), 2, 70_000_000)],
            before.Missing.Select(month => (month.Month, month.Calls, month.Cost.Nanos)));
        Assert.Empty(before.Written);
        Assert.Equal(before.Missing, after.Written);
        Assert.Empty(after.Missing);
        Assert.Equal((BackfillPhase.Done, 3, 3, 98_000_000), (result.Phase, result.Done, result.RowsWritten, result.Cost.Nanos));
    }

    // History told what had been written once, and the Command Center what is estimated still: two figures of one name.
    [Fact]
    public async Task Preview_EstimateThatWasBilledSince_StandsNoMoreAsInTheCommandCenter()
    {
        await using var books = await Books.OpenAsync(Now);
        var billed = await OldCallAsync(books, 187);
        await OldCallAsync(books, 60);
        await Backfill(books).RunAsync(CancellationToken.None);
        await books.CommitAsync(billed,
        [
            books.Event(billed, ServiceNames.Twilio, OperationNames.Voice, -4, -56_000_000, basis: UsageBasis.Estimated),
            books.Event(billed, ServiceNames.Twilio, OperationNames.Voice, 4, 52_000_000, basis: UsageBasis.Billed),
        ]);

        var preview = await Preview(books).ReadAsync(CancellationToken.None);
        var center = await books.ReadAsync(new RangeRequest(RangeKind.Custom, new DateOnly(2025, 11, 1), new DateOnly(2025, 11, 30)));

        Assert.Equal(70_000_000, preview.Written.Single().Cost.Nanos);
        Assert.Equal(center.Current.EstimatedCost, preview.Standing.Single().Value);
        Assert.Equal(14_000_000, center.Current.EstimatedCost.Nanos);
    }

    [Fact]
    public async Task Preview_EstimateThatWasPricedLater_HasItsPrice()
    {
        await using var books = await Books.OpenAsync(Now);
        books.Store.Execute("DELETE FROM service_pricing WHERE service = 'twilio'");
        await OldCallAsync(books, 187);
        await Backfill(books).RunAsync(CancellationToken.None);
        Assert.Equal((1, 0), Written(await Preview(books).ReadAsync(CancellationToken.None)));

        books.Store.Execute("""
            INSERT INTO service_pricing (service, operation, unit_price, pricing_type, increment_seconds, origin, effective_from, created_at)
            VALUES ('twilio', 'voice', '0.014', 'per_minute', 60, 'list', '1970-01-01 00:00:00.000000', '2026-01-01 00:00:00.000000')
            """);
        await PricedLater.RepriceAsync(books, RepricingScope.Unpriced);

        Assert.Equal((0, 56_000_000), Written(await Preview(books).ReadAsync(CancellationToken.None)));

        static (long Unpriced, long Nanos) Written(BackfillPreview preview) => (preview.Written.Single().Unpriced, preview.Written.Single().Cost.Nanos);
    }

    // Twilio's own length of a call that came over from the old system: its callback is still on the way when the call is estimated.
    [Theory]
    [InlineData(130, "-1")]
    [InlineData(241, "1")]
    [InlineData(185, "")]
    public async Task LateDuration_OfAnEstimatedCall_IsTheDifferenceAlone(int seconds, string minutes)
    {
        await using var books = await Books.OpenAsync(Now);
        var call = await OldCallAsync(books, 187);
        await Backfill(books).RunAsync(CancellationToken.None);

        await ReportAsync(books, call, seconds);

        var later = (await RowsAsync(books)).Skip(1).ToList();
        Assert.Equal(minutes, string.Join(' ', later.Select(row => row.UsageAmount.ToString("0.######", CultureInfo.InvariantCulture))));
        Assert.All(later, row => Assert.Equal(
            ($"call-duration/{call.CallSid}", UsageBasis.Estimated, 0.014m, row.UsageMicros * 14, call.StartedAt!.Value),
            (row.EventKey, row.Basis, row.UnitCost!.Value, row.CostNanos!.Value, row.BookedAt)));
        await AssertGreenAsync(books);

        Assert.Equal(0, (await Backfill(books).RunAsync(CancellationToken.None)).RowsWritten);
    }

    [Fact]
    public async Task LateDuration_BeforeTheEstimate_LeavesNothingToEstimate()
    {
        await using var books = await Books.OpenAsync(Now);
        await ReportAsync(books, await OldCallAsync(books, 187), 130);

        await Backfill(books).RunAsync(CancellationToken.None);

        var row = Assert.Single(await RowsAsync(books));
        Assert.Equal((3m, UsageBasis.Metered), (row.UsageAmount, row.Basis));
        await AssertGreenAsync(books);
    }

    [Fact]
    public async Task LateDuration_OfALineThatTheOldSystemCounted_LeavesItsCostAlone()
    {
        await using var books = await Books.OpenAsync(Now);
        var call = await OldCallAsync(books, 187);
        await books.Ledger.CommitAsync([new LedgerBatch { Events = [books.Event(call, ServiceNames.Twilio, OperationNames.Voice, 3.116667m, null)] }], CancellationToken.None);

        await ReportAsync(books, call, 241);

        Assert.Single(await RowsAsync(books));
        await AssertGreenAsync(books);
    }

    private static async Task ReportAsync(Books books, Call call, int seconds)
    {
        await books.CommitAsync(call, []);
        var meters = await new StoredMeters(books.Store, books.Rates, books.Time).RestoreAsync(LostCalls.StoredCallOf(call)!, CancellationToken.None);
        meters.ReportDuration(seconds, new CallLengthReported(call.Id, seconds));
        await books.Ledger.CommitAsync([LedgerBatch.Of(meters.Collect(books.Clock.Now)!)], CancellationToken.None);
    }

    /// <summary>Every meter's rows are its rated total, and every rollup is the sum of its rows.</summary>
    private static async Task AssertGreenAsync(Books books)
    {
        var result = await Checked.RunAsync(books);
        Assert.Empty(result.Checks.Where(check => check.Number is 5 or 9 && check.Finding.Status == TieOutStatus.Red).SelectMany(check => check.Finding.Rows));
    }

    private static BackfillQueries Preview(Books books) => new(books.Store, books.Rates, books.Clock);

    private static TwilioBackfill Backfill(Books books, CommitSignal? signal = null) => new(
        books.Store, books.Rates,
        new LedgerWriter(books.Ledger, signal ?? new CommitSignal(), TestMetrics.Ledger(books.Time), Options.Create(new LedgerOptions()), books.Time, NullLogger<LedgerWriter>.Instance),
        books.Time, NullLogger<TwilioBackfill>.Instance);

    private static Task<Call> OldCallAsync(Books books, int seconds, DateTime? at = null) => books.AddCallAsync(at ?? Then, call =>
    {
        call.EndedAt = call.StartedAt!.Value.AddSeconds(seconds);
        call.DurationSeconds = seconds;
    });

    private static async Task<List<UsageEvent>> RowsAsync(Books books)
    {
        await using var context = books.Store.CreateDbContext();
        return await context.UsageEvents.AsNoTracking().OrderBy(row => row.Id).ToListAsync();
    }
}
