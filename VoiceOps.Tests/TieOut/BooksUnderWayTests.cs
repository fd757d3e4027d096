using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using VoiceOps.Tests.Fakes;
using VoiceOps.Tests.History.Import;
using VoiceOps.Tests.Reconciliation;
using VoiceOps.Tests.Reporting;
using VoiceOps.Voice.Calls.Journal;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.History;
using VoiceOps.Voice.History.Import;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Metering;
using VoiceOps.Voice.Pricing;
using VoiceOps.Voice.Reconciliation.Prices;
using VoiceOps.Voice.Repricing;
using VoiceOps.Voice.TieOut;
using VoiceOps.Voice.Usage;
using Xunit;

namespace VoiceOps.Tests.TieOut;

/// <summary>Something that happens to the books.</summary>
public enum BookFact
{
    Call,
    LaterDuration,
    Bill,
    RateChange,
    OldCall,
    Backfill,
    Import,
    Reprice,
    Replay,
}

/// <summary>Whatever happens to the books, in whatever order and however often, all checks stay green.</summary>
public sealed class BooksUnderWayTests
{
    private static readonly string[] Models = ["gpt-oss-120b", "llama-3.3-70b", "llama3.1-8b", "brand-new"];

    private static readonly string[] Zones = ["UTC", "America/New_York", "Asia/Kathmandu"];

    // Each day of New York that has 23 or 25 hours, some hours after its end.
    private static readonly string[] Nows = ["2026-03-09T09:00:00", "2026-11-02T09:00:00", "2026-06-10T12:00:00"];

    [Property(MaxTest = 9, Arbitrary = [typeof(BookFacts)])]
    public async Task AnyFacts_InAnyOrder_LeaveEveryCheckGreen(BookFact[] facts, int seed)
    {
        var random = new Random(seed);
        await using var books = await Books.OpenAsync(Nows[random.Next(Nows.Length)], Zones[random.Next(Zones.Length)]);
        foreach (var fact in facts.Prepend(BookFact.Call))
        {
            await HappenAsync(books, fact, random);
        }

        await HappenAsync(books, BookFact.Backfill, random);
        var result = await Checked.RunAsync(books);

        Assert.Null(result.Fault);
        Assert.Empty(result.Checks.Where(check => check.Finding.Status == TieOutStatus.Red).Select(check => $"{check.Number}: {check.Finding.Sentence} {check.Finding.Rows[0].What}"));
    }

    private static async Task HappenAsync(Books books, BookFact fact, Random random)
    {
        await using var context = books.Store.CreateDbContext();
        switch (fact)
        {
            case BookFact.Call:
                await MeteredCall.AddAsync(books, Moment(books, random), Models[random.Next(Models.Length)], random.Next(1, 400));
                break;
            case BookFact.LaterDuration:
                await ReportLaterAsync(books, context, random);
                break;
            case BookFact.Bill:
                await BillAsync(books, context, random);
                break;
            case BookFact.RateChange:
                await ChangeRateAsync(books, context, random);
                break;
            case BookFact.OldCall:
                var call = await books.AddCallAsync(Moment(books, random), row =>
                {
                    row.DurationSeconds = random.Next(0, 300);
                    row.EndedAt = row.StartedAt!.Value.AddSeconds(row.DurationSeconds.Value);
                    row.MissingUsage = "deepgram, elevenlabs, cerebras: not recorded then";
                });
                await books.CommitAsync(call, []);
                break;
            case BookFact.Backfill:
                await new TwilioBackfill(books.Store, books.Rates, Writer(books), books.Time, NullLogger<TwilioBackfill>.Instance).RunAsync(CancellationToken.None);
                break;
            case BookFact.Import:
                var report = await new Importer(books.Store, Writer(books), books.Time, NullLogger<Importer>.Instance).ImportAsync(Export.All, OtherNames.None, progress: null, CancellationToken.None);
                Assert.True(report.IsWritten);
                break;
            case BookFact.Reprice:
                await PricedLater.RepriceAsync(books, random.Next(2) == 0 ? RepricingScope.Unpriced : new RepricingScope());
                break;
            case BookFact.Replay:
                await ReplayAsync(books, context, random);
                break;
        }
    }

    // Around the ends of days and of quarters, where a sum would go astray first.
    private static DateTime Moment(Books books, Random random)
    {
        var day = books.Clock.Now.Date.AddDays(-random.Next(1, 4));
        var near = day.AddMinutes(15 * random.Next(96)).AddSeconds(random.Next(-2, 3)).AddMicroseconds(random.Next(1_000_000));
        return UtcTime.ToMicrosecond(DateTime.SpecifyKind(near, DateTimeKind.Utc));
    }

    /// <summary>Twilio's own length of an ended call, after everything of it was committed.</summary>
    private static async Task ReportLaterAsync(Books books, VoiceOpsContext context, Random random)
    {
        var calls = await context.Calls.AsNoTracking().Where(call => call.StartedAt != null && call.EndedAt != null
            && !context.UsageEvents.Any(row => row.CallId == call.Id && (row.CorrectsEventId != null || row.EventKey.StartsWith("call-duration/")))).ToListAsync();
        if (calls.Count == 0)
        {
            return;
        }

        var call = calls[random.Next(calls.Count)];
        var stored = new StoredMeters(books.Store, books.Rates, books.Time);
        if (await StoredMeters.HasReportedDurationAsync(context, call.CallSid, CancellationToken.None))
        {
            return;
        }

        var meters = await stored.RestoreAsync(LostCalls.StoredCallOf(call)!, CancellationToken.None);
        meters.ReportDuration(random.Next(1, 400));
        await books.Ledger.CommitAsync([LedgerBatch.Of(meters.Collect(books.Clock.Now)!)], CancellationToken.None);
    }

    /// <summary>A provider's own figure takes the place of what was booked, once for each call or request: the pair that accounting asks for.</summary>
    private static async Task BillAsync(Books books, VoiceOpsContext context, Random random)
    {
        var lines = (await context.UsageEvents.AsNoTracking().Where(row => row.Service == ServiceNames.Twilio || row.Service == ServiceNames.Deepgram).ToListAsync())
            .GroupBy(row => (row.CallId, row.Service, row.Operation, row.ProviderRequestId))
            .Where(rows => !rows.Any(row => row.Basis == UsageBasis.Billed)).ToList();
        if (lines.Count == 0)
        {
            return;
        }

        var booked = lines[random.Next(lines.Count)];
        var pair = BilledPairs.Make([.. booked], $"billed/{booked.Key}", new Money(random.Next(1, 90_000_000)));
        await books.Ledger.CommitAsync([new LedgerBatch { Events = pair }], CancellationToken.None);
    }

    private static async Task ChangeRateAsync(Books books, VoiceOpsContext context, Random random)
    {
        var rates = await context.Rates.Where(rate => rate.EffectiveTo == null).ToListAsync();
        var rate = rates[random.Next(rates.Count)];
        var from = UtcTime.ToMicrosecond(books.Clock.Now.AddDays(-random.NextDouble() * 4));
        if (from <= rate.EffectiveFrom)
        {
            return;
        }

        rate.EffectiveTo = from;
        await context.SaveChangesAsync();
        context.Add(new Rate
        {
            Service = rate.Service,
            Operation = rate.Operation,
            Model = rate.Model,
            UnitPrice = rate.UnitPrice * random.Next(1, 30) / 10,
            PricingType = rate.PricingType,
            IncrementSeconds = rate.IncrementSeconds,
            EffectiveFrom = from,
            CreatedAt = books.Clock.Now,
        });
        await context.SaveChangesAsync();
    }

    /// <summary>Everything again, shuffled: a writer that did not hear of its commit.</summary>
    private static async Task ReplayAsync(Books books, VoiceOpsContext context, Random random)
    {
        var rows = (await context.UsageEvents.AsNoTracking().ToListAsync()).ToArray();
        var movements = (await context.LedgerTransactions.AsNoTracking().Include(row => row.Entries).ToListAsync()).ConvertAll(row => new CreditMovement(row)).ToArray();
        random.Shuffle(rows);
        random.Shuffle(movements);
        await books.Ledger.CommitAsync([new LedgerBatch { Events = rows, Credits = movements }], CancellationToken.None);
    }

    private static LedgerWriter Writer(Books books) =>
        new(books.Ledger, new CommitSignal(), TestMetrics.Ledger(books.Time), Options.Create(new LedgerOptions()), books.Time, NullLogger<LedgerWriter>.Instance);

    public static class BookFacts
    {
        public static Arbitrary<BookFact[]> Facts() => Arb.From(Gen.Elements(Enum.GetValues<BookFact>()).ArrayOf(8));
    }
}
