using Microsoft.EntityFrameworkCore;
using VoiceOps.Tests.Data;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Metering;
using VoiceOps.Voice.Pricing;
using VoiceOps.Voice.Reporting;
using VoiceOps.Voice.Reporting.Ranges;
using VoiceOps.Voice.Usage;
using Xunit;

namespace VoiceOps.Tests.Reporting;

/// <summary>The rollups' figures are those of the raw rows, in any time zone and range, and cheap to read.</summary>
public sealed class SnapshotAgainstRowsTests
{
    private static readonly string[] Models = ["gpt-oss-120b", "llama-3.3-70b", "llama3.1-8b", "brand-new"];

    [Theory]
    [InlineData("UTC")]
    [InlineData("America/New_York")]
    [InlineData("Asia/Kathmandu")]
    public async Task Read_AnyRange_AddsUpToTheRows(string zone)
    {
        await using var books = await Books.OpenAsync("2026-11-02T04:37:12.345678", zone);
        await FillAsync(books, calls: 150, days: 70, seed: 20261102);
        await using var context = books.Store.CreateDbContext();
        var rows = await context.UsageEvents.AsNoTracking().ToListAsync();
        var movements = await context.LedgerTransactions.AsNoTracking().Include(row => row.Entries).ToListAsync();
        var calls = await context.Calls.AsNoTracking().ToListAsync();
        RangeRequest custom = new(RangeKind.Custom, new DateOnly(2026, 10, 30), new DateOnly(2026, 11, 1));

        foreach (var request in Enum.GetValues<RangeKind>().Select(kind => kind == RangeKind.Custom ? custom : new RangeRequest(kind)))
        {
            var snapshot = await books.ReadAsync(request);

            Check(snapshot.Range.Start, snapshot.Range.End, snapshot.Current);
            Check(snapshot.Range.PreviousStart, snapshot.Range.PreviousEnd, snapshot.Previous);
            Assert.Equal(snapshot.Current.Cost.Nanos, snapshot.Services.Sum(service => service.Cost.Nanos));
            Assert.Equal(snapshot.Current.Cost.Nanos, snapshot.Series.Sum(bar => bar.Cost.Nanos));
            Assert.Equal(snapshot.Current.Revenue.Nanos, snapshot.Series.Sum(bar => bar.Revenue.Nanos));
            Assert.Equal(snapshot.Current.Cost.Nanos, snapshot.Rates.Sum(rate => rate.Cost.Nanos));
            Assert.Equal(snapshot.Current.UnpricedEvents, snapshot.Rates.Sum(rate => rate.UnpricedEvents));
            Assert.Equal(RevenueOf(movements), snapshot.Exposure.Receivable.Nanos);
            Assert.All(snapshot.Series, bar => Assert.Equal(CostOf(rows.Where(row => row.BookedAt >= bar.Start && row.BookedAt < bar.End)), bar.Cost.Nanos));
        }

        void Check(DateTime start, DateTime end, PeriodTotals totals)
        {
            var within = rows.Where(row => row.BookedAt >= start && row.BookedAt < end).ToList();
            var earned = movements.Where(row => row.OccurredAt >= start && row.OccurredAt < end).ToList();
            Assert.Equal(CostOf(within), totals.Cost.Nanos);
            Assert.Equal(CostOf(within.Where(row => row.Basis == UsageBasis.Estimated)), totals.EstimatedCost.Nanos);
            Assert.Equal(totals.Cost, totals.MeteredCost + totals.EstimatedCost + totals.BilledCost);
            Assert.Equal(within.Sum(UnpricedCount.Of), totals.UnpricedEvents);
            Assert.Equal(within.Where(row => row.Service == ServiceNames.Twilio).Sum(row => row.UsageMicros), totals.LineMinuteMicros);
            Assert.Equal(RevenueOf(earned), totals.Revenue.Nanos);
            Assert.Equal(earned.Sum(row => row.TalkSeconds), totals.TalkSeconds);
            Assert.Equal(calls.Count(call => call.StartedAt >= start && call.StartedAt < end), totals.Calls);
        }
    }

    private static long CostOf(IEnumerable<UsageEvent> rows) => rows.Sum(row => row.CostNanos ?? 0);

    private static long RevenueOf(IEnumerable<LedgerTransaction> movements) =>
        -movements.SelectMany(row => row.Entries).Where(entry => entry.LedgerAccount == LedgerAccounts.UsageRevenue).Sum(entry => entry.AmountNanos);

    [Fact]
    public async Task Read_EveryQuery_FindsItsRowsByAnIndex()
    {
        var statements = new StatementLog();
        await using var books = await Books.OpenAsync("2026-11-02T04:37:12", interceptors: statements);
        await books.AddCallAsync(books.Clock.Now.AddMinutes(-5));
        statements.Clear();
        await books.ReadAsync(RangeKind.Last30Days);
        await new CallQueries(books.Store).FindAsync(1, CancellationToken.None);
        await using var context = books.Store.CreateDbContext();
        SeriesBucket[] buckets = [new(books.Clock.Now.AddDays(-1), books.Clock.Now, "")];

        // Whether there is any call at all ends at the first one that is no test.
        var plans = statements.Selects.Where(sql => !sql.StartsWith("SELECT EXISTS", StringComparison.Ordinal)).Append(RollupSums.CostsSql(context, buckets, [new RollupKey("twilio", "voice", "", "metered")])).Append(RollupSums.CallsSql(context, buckets))
            .SelectMany(books.Store.Plan).ToList();

        // The rates are a handful of rows, the buckets 200 at most, and lots one a purchase.
        string[] scans = ["SCAN c", "SCAN s", "SCAN b", "SCAN k", "SCAN CONSTANT ROW", "SCAN 2 CONSTANT ROWS"];
        Assert.Empty(plans.Where(step => step.StartsWith("SCAN", StringComparison.Ordinal)).Except(scans));
        // One account's entries are all there are of it: nobody may walk them, its balance stands in a row.
        Assert.DoesNotContain(plans, step => step.EndsWith("(ledger_account=?)", StringComparison.Ordinal) && step.Contains("ledger_entries"));
    }

    // Calls at random moments, some across a quarter's or a day's end, with every kind of row the books know.
    private static async Task FillAsync(Books books, int calls, int days, int seed)
    {
        var random = new Random(seed);
        var now = books.Clock.Now;
        for (var number = 0; number < calls; number++)
        {
            var answered = UtcTime.ToMicrosecond(now.AddDays(-days * random.NextDouble()));
            var call = await books.AddCallAsync(answered);
            var model = Models[random.Next(Models.Length)];
            var events = new List<UsageEvent>();
            var movements = new List<RevenuePosting>();
            for (var minute = 0; minute < random.Next(1, 6); minute++)
            {
                var at = answered.AddMinutes(minute);
                var basis = random.Next(4) == 0 ? UsageBasis.Estimated : UsageBasis.Metered;
                events.Add(books.Event(call, ServiceNames.Twilio, OperationNames.Voice, 1, 14_000_000, at, basis: basis));
                events.Add(books.Event(call, ServiceNames.Deepgram, OperationNames.Transcription, 60, random.Next(6_000_000), at, "nova-2-phonecall"));
                events.Add(books.Event(call, ServiceNames.ElevenLabs, OperationNames.Speech, random.Next(900), random.Next(90_000_000), at, "eleven_flash_v2_5"));
                events.Add(Tokens(OperationNames.Prompt, at));
                events.Add(Tokens(OperationNames.Completion, at));
                movements.Add(books.Revenue(call, random.Next(1, 61), at));
            }

            await books.CommitAsync(call, events, movements);

            UsageEvent Tokens(string operation, DateTime at) => model == "brand-new"
                ? books.Event(call, ServiceNames.Cerebras, operation, random.Next(2_000), null, at, model, source: PricingSource.Unpriced)
                : books.Event(call, ServiceNames.Cerebras, operation, random.Next(2_000), random.Next(3_000_000), at, model);
        }
    }
}
