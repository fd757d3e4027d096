using Microsoft.EntityFrameworkCore;
using VoiceOps.Tests.Reconciliation;
using VoiceOps.Tests.Reporting;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Pricing;
using VoiceOps.Voice.Reconciliation.Prices;
using VoiceOps.Voice.Reporting;
using VoiceOps.Voice.Reporting.Ranges;
using VoiceOps.Voice.Usage;
using VoiceOps.Web.Personas.Sums;
using VoiceOps.Web.Pricing.Rates;
using Xunit;

namespace VoiceOps.Tests.Ledger;

public sealed class UnpricedCountTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Count_InMemoryInQueriesAndInSql_IsTheSameAndGoesDownWithEveryPrice()
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");
        var call = await CallAsync(books);
        Assert.Equal([3, 3, 3, 3, 3], await WaysAsync(books));

        await PricedLater.RunAsync(books, "one");
        Assert.Equal([2, 2, 2, 2, 2], await WaysAsync(books));

        // A provider's bill takes the others back.
        await using (var context = books.Store.CreateDbContext())
        {
            var rows = await context.UsageEvents.AsNoTracking().Where(row => row.CallId == call && row.Model == "two").ToListAsync(Token);
            context.AddRange(BilledPairs.Make(rows, "bill/1", new Money(1_000)));
            await context.SaveChangesAsync(Token);
        }

        Assert.Equal([0, 0, 0, 0, 0], await WaysAsync(books));
    }

    [Fact]
    public async Task Count_EverywhereThatTellsIt_IsNothingOncePriced()
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");
        var call = await CallAsync(books);
        Assert.Equal([3, 3, 3, 3, 3], await FiguresAsync(books, call));

        await PricedLater.RunAsync(books, "one");
        await PricedLater.RunAsync(books, "two");

        Assert.Equal([0, 0, 0, 0, 0], await FiguresAsync(books, call));
    }

    [Fact]
    public async Task Count_SummedCallByCall_GoesDownToo()
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");
        await CallAsync(books);

        Assert.Equal(3, await SumAsync(books));
        await PricedLater.RunAsync(books, "one");
        Assert.Equal(2, await SumAsync(books));

        // As a list of tests sums each one's rows: in a subquery of a projection.
        static async Task<int> SumAsync(Books books)
        {
            await using var context = books.Store.CreateDbContext();
            return await context.CallsAndTests
                .Select(call => context.UsageEventsAndTests.Where(row => row.CallId == call.Id).Sum(UnpricedCount.OfRow)).SingleAsync(Token);
        }
    }

    private static async Task<long> CallAsync(Books books)
    {
        var call = await books.AddCallAsync(books.Clock.Now.AddHours(-1), call => call.EndedAt = call.CreatedAt.AddMinutes(1));
        await books.CommitAsync(call,
        [
            Unpriced("one", 1_000),
            Unpriced("two", 10),
            Unpriced("two", 20),
            books.Event(call, ServiceNames.Twilio, OperationNames.Voice, 1, 14_000_000),
        ]);
        return call.Id;

        UsageEvent Unpriced(string model, decimal tokens) =>
            books.Event(call, ServiceNames.Cerebras, OperationNames.Prompt, tokens, null, model: model, source: PricingSource.Unpriced);
    }

    private static async Task<IReadOnlyList<long>> WaysAsync(Books books)
    {
        await using var context = books.Store.CreateDbContext();
        var rows = await context.UsageEvents.AsNoTracking().ToListAsync(Token);
        return
        [
            rows.Sum(UnpricedCount.Of),
            UnpricedCount.Rows(rows).Count(),
            await context.UsageEvents.SumAsync(UnpricedCount.OfRow, Token),
            await UnpricedCount.Rows(context.UsageEvents).CountAsync(Token),
            books.Store.Column<long>($"SELECT SUM({UnpricedCount.Sql}) FROM api_call_events").Single(),
        ];
    }

    private static async Task<IReadOnlyList<long>> FiguresAsync(Books books, long call)
    {
        var today = await books.ReadAsync(RangeKind.Today);
        var ledger = (await new CallQueries(books.Store).FindAsync(call, Token))!;
        return
        [
            today.Current.UnpricedEvents,
            today.RecentCalls.Single().UnpricedEvents,
            ledger.Call.UnpricedEvents,
            (await new PersonaQueries(books.Store, books.Rates, books.Clock).ListAsync(Token)).Lines.Sum(line => line.Figures.UnpricedEvents),
            (await new UnpricedQueries(books.Store).ReadAsync(Token)).Sum(use => use.Rows),
        ];
    }
}
