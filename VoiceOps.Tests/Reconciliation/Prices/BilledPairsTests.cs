using FsCheck.Fluent;
using FsCheck.Xunit;
using VoiceOps.Tests.Reporting;
using VoiceOps.Voice.Calls.Journal;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Pricing;
using VoiceOps.Voice.Reconciliation.Prices;
using VoiceOps.Voice.Usage;
using Xunit;

namespace VoiceOps.Tests.Reconciliation.Prices;

/// <summary>A billed figure is a pair of rows; whatever was booked before, plain SQL over the rows is right and the rollups equal it.</summary>
public sealed class BilledPairsTests
{
    private const string Prefix = "twilio-price/CA1";

    [Property(MaxTest = 25)]
    public async Task Pair_OfAnyRows_LeavesTheProvidersFigureAloneAndNothingToDo(long[] deltas, int price)
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");
        var call = await books.AddCallAsync(Books.Utc("2026-06-10T00:10:00"));
        var other = books.Event(call, ServiceNames.Deepgram, OperationNames.Transcription, 7, 688_333);
        var rows = Rows(books, call, [1, .. deltas.Take(12).Select(delta => delta % 100)]);
        await books.CommitAsync(call, [other, .. rows]);
        var told = Money.Round(Math.Abs((decimal)price) / 10_000);

        Assert.True(await BookAsync(books, told) is 1 or > 1);
        var once = Dump(books);
        Assert.Equal(0, await BookAsync(books, told));
        Assert.Equal(0, await BookAsync(books, told + new Money(5)));

        Assert.Equal(once, Dump(books));
        Assert.Equal([told.Nanos], Sum(books, "billed"));
        Assert.Equal([0L], Sum(books, "metered"));
        Assert.Equal([0L], Sum(books, "estimated"));
        Assert.Equal(
            books.Store.Column<long>("SELECT SUM(cost_nanos) FROM api_call_events"),
            books.Store.Column<long>("SELECT SUM(cost_nanos) FROM cost_rollups"));
        Assert.Equal([688_333L], books.Store.Column<long>("SELECT SUM(cost_nanos) FROM cost_rollups WHERE service = 'deepgram'"));
    }

    [Fact]
    public async Task Pair_WhenBothAreEqual_IsStillAPair()
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");
        var call = await books.AddCallAsync(Books.Utc("2026-06-10T00:10:00"));
        await books.CommitAsync(call, Rows(books, call, [1, 1]));

        await BookAsync(books, new Money(28_000_000));

        await using var context = books.Store.CreateDbContext();
        var rows = context.UsageEvents.OrderBy(row => row.Id).ToList();
        var (first, taken, billed) = (rows[0], rows[2], rows[3]);
        Assert.Equal(("twilio-price/CA1/reversal", "twilio-price/CA1/new"), (taken.EventKey, billed.EventKey));
        Assert.Equal((-2m, -28_000_000L, 0.014m, "minute", UsageBasis.Metered, PricingSource.RateCard), (taken.UsageAmount, taken.CostNanos, taken.UnitCost, taken.RateUnit, taken.Basis, taken.PricingSource));
        Assert.Equal((2m, 28_000_000L, null, null, UsageBasis.Billed, PricingSource.Provider), (billed.UsageAmount, billed.CostNanos, billed.UnitCost, billed.RateUnit, billed.Basis, billed.PricingSource));
        Assert.All([taken, billed], row => Assert.Equal((first.Id, first.BookedAt), (row.CorrectsEventId, row.BookedAt)));
    }

    [Fact]
    public async Task Pair_RowThatComesLater_IsTakenBackUnderTheNextKey()
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");
        var call = await books.AddCallAsync(Books.Utc("2026-06-10T00:10:00"));
        await books.CommitAsync(call, Rows(books, call, [1]));
        await BookAsync(books, new Money(10_000_000));
        await books.CommitAsync(call, [Rows(books, call, [3])[0]]);

        Assert.Equal(1, await BookAsync(books, new Money(10_000_000)));

        Assert.Equal(["twilio-price/CA1/new", "twilio-price/CA1/reversal", "twilio-price/CA1/reversal/2"], books.Store.Column<string>("SELECT event_key FROM api_call_events WHERE corrects_event_id IS NOT NULL ORDER BY event_key"));
        Assert.Equal([10_000_000L], books.Store.Column<long>("SELECT SUM(cost_nanos) FROM api_call_events"));
    }

    [Fact]
    public async Task Pair_OfRowsWithoutAPrice_LeavesNoneUnpriced()
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");
        var call = await books.AddCallAsync(Books.Utc("2026-06-10T00:10:00"));
        var minute = call.StartedAt!.Value;
        await books.CommitAsync(call, [
            books.Event(call, ServiceNames.Twilio, OperationNames.Voice, 1, nanos: null, minute),
            books.Event(call, ServiceNames.Twilio, OperationNames.Voice, 1, nanos: null, minute.AddMinutes(1)),
        ]);

        await BookAsync(books, new Money(28_000_000));
        Assert.Equal(0, await BookAsync(books, new Money(28_000_000)));

        Assert.Equal([0L], books.Store.Column<long>("SELECT SUM(unpriced_count) FROM cost_rollups"));
        Assert.Equal([2_000_000L], books.Store.Column<long>("SELECT SUM(usage_micros) FROM api_call_events"));
        Assert.Equal([28_000_000L], books.Store.Column<long>("SELECT SUM(cost_nanos) FROM api_call_events"));
    }

    [Fact]
    public void Pair_OfNothing_IsNothing() => Assert.Empty(BilledPairs.Make([], Prefix, new Money(1)));

    // Minutes at two rates and on two bases, corrections among them.
    private static List<UsageEvent> Rows(Books books, Call call, long[] minutes) => [.. minutes.Select((amount, index) => Row(books, call, amount, index))];

    private static UsageEvent Row(Books books, Call call, long minutes, int index)
    {
        var basis = index % 3 == 2 ? UsageBasis.Estimated : UsageBasis.Metered;
        var rate = index % 4 == 3 ? 0.02m : 0.014m;
        var row = books.Event(call, ServiceNames.Twilio, OperationNames.Voice, minutes, Rating.Nanos(rate, minutes * UsageUnits.MicrosPerUnit), call.StartedAt!.Value.AddMinutes(index), basis: basis);
        return new UsageEvent
        {
            CallId = row.CallId,
            Service = row.Service,
            Operation = row.Operation,
            UsageAmount = row.UsageAmount,
            UsageUnit = row.UsageUnit,
            UsageMicros = row.UsageMicros,
            UnitCost = rate,
            RateUnit = "minute",
            CostNanos = row.CostNanos,
            Basis = basis,
            PricingSource = row.PricingSource,
            EventKey = row.EventKey,
            OccurredAt = row.OccurredAt,
            BookedAt = row.BookedAt,
        };
    }

    private static Task<int> BookAsync(Books books, Money price) => books.Ledger.CommitAsync(
        (context, _) => Task.FromResult<IReadOnlyList<LedgerBatch>>(
            [new LedgerBatch { Events = BilledPairs.Make([.. context.UsageEvents.Where(row => row.Service == ServiceNames.Twilio)], Prefix, price) }]),
        verify: null,
        CancellationToken.None);

    private static IReadOnlyList<long> Sum(Books books, string basis) =>
        books.Store.Column<long>($"SELECT COALESCE(SUM(cost_nanos), 0) FROM api_call_events WHERE service = 'twilio' AND basis = '{basis}'");

    private static IReadOnlyList<string> Dump(Books books) =>
        [.. books.Store.Column<string>("SELECT event_key || '|' || usage_micros || '|' || cost_nanos FROM api_call_events ORDER BY id"),
            .. books.Store.Column<string>("SELECT quarter_start || basis || cost_nanos || '|' || event_count FROM cost_rollups ORDER BY 1")];
}
