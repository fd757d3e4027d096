using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using VoiceOps.Tests.Fakes;
using VoiceOps.Tests.Reporting;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Metering;
using VoiceOps.Voice.Pricing;
using VoiceOps.Voice.Usage;
using Xunit;

namespace VoiceOps.Tests.Ledger;

public sealed class LedgerStoreTests
{
    private const string Totals = "SELECT call_id || ' ' || cost_nanos || ' ' || revenue_nanos || ' ' || event_count || ' ' || unpriced_count FROM call_totals ORDER BY call_id";

    private const string TotalsOfRows = $"""
        SELECT c.id || ' ' || (SELECT SUM(COALESCE(cost_nanos, 0)) FROM api_call_events WHERE call_id = c.id)
            || ' ' || (SELECT -SUM(amount_nanos) FROM ledger_entries WHERE call_id = c.id AND ledger_account = 'usage_revenue')
            || ' ' || (SELECT COUNT(*) FROM api_call_events WHERE call_id = c.id)
            || ' ' || (SELECT SUM({UnpricedCount.Sql}) FROM api_call_events WHERE call_id = c.id)
        FROM calls c ORDER BY c.id
        """;

    private const string Hours = """
        SELECT hour_start || service || operation || model || basis || ' ' || usage_micros || ' ' || cost_nanos || ' ' || unpriced_count
        FROM hourly_costs ORDER BY 1
        """;

    private const string Balances = "SELECT ledger_account || ' ' || account_id || ' ' || amount_nanos FROM ledger_balances ORDER BY 1";
    private const string BalancesOfRows = "SELECT ledger_account || ' ' || account_id || ' ' || SUM(amount_nanos) FROM ledger_entries GROUP BY ledger_account, account_id ORDER BY 1";

    [Fact]
    public async Task Commit_SameFactsTwice_AreOneSetOfRows()
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");
        var batch = await BatchAsync(books);
        await books.Ledger.CommitAsync([batch], CancellationToken.None);
        var before = Dump(books);

        // A commit that failed after it was written is tried again; the answer was told in it already.
        await books.Ledger.CommitAsync([batch with { AnsweredAt = null }, batch with { AnsweredAt = null }], CancellationToken.None);

        Assert.Equal(before, Dump(books));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Commit_SameFactsInAnyOrder_AreTheSameBooks(int seed)
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");
        await using var others = await Books.OpenAsync("2026-06-10T12:00:00");
        LedgerBatch[] batches = [await BatchAsync(books), await BatchAsync(books), await BatchAsync(books)];
        await books.Ledger.CommitAsync(batches, CancellationToken.None);
        for (var call = 0; call < batches.Length; call++)
        {
            await others.AddCallAsync(Books.Utc("2026-06-10T11:00:00"));
        }

        var random = new Random(seed);
        var shuffled = batches.Select(batch => batch with { Events = Shuffled(batch.Events) }).ToArray();
        random.Shuffle(shuffled);
        await others.Ledger.CommitAsync(shuffled, CancellationToken.None);

        Assert.Equal(Sorted(books), Sorted(others));

        UsageEvent[] Shuffled(IReadOnlyList<UsageEvent> rows)
        {
            UsageEvent[] copy = [.. rows];
            random.Shuffle(copy);
            return copy;
        }

        // Without the ids, which follow from the order of writing.
        static List<string> Sorted(Books of) =>
        [
            .. of.Store.Column<string>("SELECT event_key || ' ' || usage_micros || ' ' || IFNULL(cost_nanos, '') FROM api_call_events ORDER BY 1"),
            .. of.Store.Column<string>("SELECT transaction_key || ' ' || talk_seconds FROM ledger_transactions ORDER BY 1"),
            .. of.Store.Column<string>("SELECT quarter_start || service || operation || ' ' || usage_micros || ' ' || cost_nanos || ' ' || event_count FROM cost_rollups ORDER BY 1"),
            .. of.Store.Column<string>("SELECT quarter_start || ' ' || call_count || ' ' || talk_seconds || ' ' || revenue_nanos FROM call_rollups ORDER BY 1"),
            .. of.Store.Column<string>(Hours), .. of.Store.Column<string>(Totals), .. of.Store.Column<string>(Balances),
        ];
    }

    [Fact]
    public async Task Commit_AnyRows_RollupsAreTheirSums()
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");
        await books.Ledger.CommitAsync([await BatchAsync(books), await BatchAsync(books)], CancellationToken.None);
        await books.Ledger.CommitAsync([await BatchAsync(books)], CancellationToken.None);
        await using var context = books.Store.CreateDbContext();

        var fromRows = new RollupDeltas();
        (await context.UsageEvents.ToListAsync()).ForEach(fromRows.Add);
        (await context.LedgerTransactions.Include(row => row.Entries).ToListAsync()).ForEach(fromRows.Add);
        (await context.Calls.ToListAsync()).ForEach(call => fromRows.Answered(call.StartedAt!.Value));

        Assert.Equivalent(fromRows.Costs.OrderBy(row => row.QuarterStart).ThenBy(row => row.Service), await context.CostRollups.OrderBy(row => row.QuarterStart).ThenBy(row => row.Service).ToListAsync(), strict: true);
        Assert.Equivalent(fromRows.Hours.OrderBy(row => row.HourStart).ThenBy(row => row.Service), await context.HourlyCosts.OrderBy(row => row.HourStart).ThenBy(row => row.Service).ToListAsync(), strict: true);
        Assert.Equivalent(fromRows.Calls.OrderBy(row => row.QuarterStart), await context.CallRollups.OrderBy(row => row.QuarterStart).ToListAsync(), strict: true);
        Assert.Equal(3, await context.CallRollups.SumAsync(row => row.CallCount));
    }

    [Fact]
    public async Task Commit_VerifyThrows_NothingIsWritten()
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");
        await books.Ledger.CommitAsync([await BatchAsync(books)], CancellationToken.None);
        var batch = await BatchAsync(books);
        var before = Dump(books);

        await Assert.ThrowsAsync<InvalidDataException>(() => books.Ledger.CommitAsync(
            (_, _) => Task.FromResult<IReadOnlyList<LedgerBatch>>([batch]),
            async (context, cancellationToken) =>
            {
                Assert.True(await context.UsageEvents.AnyAsync(row => row.CallId == batch.Events[0].CallId, cancellationToken));
                throw new InvalidDataException();
            },
            CancellationToken.None));

        Assert.Equal(before, Dump(books));
    }

    [Fact]
    public async Task Commit_AnyRows_TotalsAndBalancesAreTheirSums()
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");
        await books.Ledger.CommitAsync([await BatchAsync(books), await BatchAsync(books)], CancellationToken.None);
        await books.Ledger.CommitAsync([await BatchAsync(books)], CancellationToken.None);

        Assert.Equal(books.Store.Column<string>(TotalsOfRows), books.Store.Column<string>(Totals));
        Assert.Equal(books.Store.Column<string>(BalancesOfRows), books.Store.Column<string>(Balances));
        Assert.Equal(3, books.Store.Column<string>(Totals).Count);
    }

    [Fact]
    public async Task Commit_Checkpoints_KeepTheLatestOfEachMeter()
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");
        var batch = await BatchAsync(books);
        await books.Ledger.CommitAsync([batch], CancellationToken.None);
        var later = batch.Checkpoints[0];
        await books.Ledger.CommitAsync(
            [new LedgerBatch { Events = [], Revenue = [], Checkpoints = [Checkpoint(later.CallId, 12_345_678)] }], CancellationToken.None);
        await using var context = books.Store.CreateDbContext();

        var stored = await context.MeterCheckpoints.AsNoTracking().SingleAsync();

        Assert.Equivalent(Checkpoint(later.CallId, 12_345_678), stored, strict: true);
        Assert.Equal(DateTimeKind.Utc, stored.UpdatedAt.Kind);
    }

    [Fact]
    public async Task Commit_ChangeThatFails_LeavesNothingBehind()
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");
        var batch = await BatchAsync(books) with { Journal = [new Unwritable()] };

        await Assert.ThrowsAsync<InvalidOperationException>(() => books.Ledger.CommitAsync([batch], CancellationToken.None));

        await using var context = books.Store.CreateDbContext();
        Assert.Equal((0, 0, 0), (await context.UsageEvents.CountAsync(), await context.CostRollups.CountAsync(), await context.MeterCheckpoints.CountAsync()));
    }

    [Fact]
    public async Task Post_RowsThatFollowFromTheBooks_CountsWhatIsNewAndSignalsIt()
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");
        var call = await books.AddCallAsync(Books.Utc("2026-06-10T11:00:00"));
        var row = books.Event(call, ServiceNames.Twilio, OperationNames.Voice, 1, 14_000_000);
        var signal = new CommitSignal();
        var signals = 0;
        using var subscription = signal.Subscribe(() => signals++);
        using var writer = new LedgerWriter(books.Ledger, signal, TestMetrics.Ledger(books.Time), Options.Create(new LedgerOptions()), books.Time, NullLogger<LedgerWriter>.Instance);

        async Task<IReadOnlyList<LedgerBatch>> MakeAsync(VoiceOpsContext context, CancellationToken cancellationToken) =>
            await context.UsageEvents.AnyAsync(cancellationToken) ? [] : [new LedgerBatch { Events = [row] }];

        Assert.Equal(1, await writer.PostAsync(MakeAsync, CancellationToken.None));
        Assert.Equal(0, await writer.PostAsync(MakeAsync, CancellationToken.None));
        Assert.Equal(0, await writer.PostAsync((_, _) => Task.FromResult<IReadOnlyList<LedgerBatch>>([new LedgerBatch { Events = [row] }]), CancellationToken.None));

        Assert.Equal(1, signals);
        Assert.Equal([14_000_000L], books.Store.Column<long>("SELECT SUM(cost_nanos) FROM cost_rollups"));
    }

    [Fact]
    public async Task Commit_TimesAndDecimals_AreTextAsThePromiseSays()
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00.000007");
        await books.Ledger.CommitAsync([await BatchAsync(books)], CancellationToken.None);

        Assert.Equal(["2026-06-10 12:00:00.000007"], books.Store.Column<string>("SELECT DISTINCT recorded_at FROM api_call_events"));
        Assert.Equal("2026-06-10 08:14:59.123456", books.Store.Column<string>("SELECT booked_at FROM api_call_events ORDER BY id")[0]);
        Assert.Equal(["2026-06-10 08:00:00.000000", "2026-06-10 08:15:00.000000"], books.Store.Column<string>("SELECT DISTINCT quarter_start FROM cost_rollups ORDER BY 1"));
        Assert.Equal(["text"], books.Store.Column<string>(
            "SELECT DISTINCT typeof(value) FROM (SELECT usage_amount AS value FROM api_call_events UNION ALL SELECT unit_cost FROM api_call_events UNION ALL SELECT unit_price FROM service_pricing UNION ALL SELECT unit_cost FROM call_meters UNION ALL SELECT price_per_minute FROM accounts UNION ALL SELECT price_per_minute FROM calls) WHERE value IS NOT NULL"));
        Assert.Equal("0.0000000000000000000000000001", books.Store.Column<string>("SELECT unit_cost FROM api_call_events ORDER BY id LIMIT 1")[0]);
        Assert.Empty(books.Store.Column<string>("SELECT unit_price FROM service_pricing WHERE unit_price LIKE '%e%'"));
        Assert.Equal(["integer"], books.Store.Column<string>("SELECT DISTINCT typeof(cost_nanos) FROM api_call_events WHERE cost_nanos IS NOT NULL"));
        await using var context = books.Store.CreateDbContext();
        Assert.Equal(0.0000000000000000000000000001m, (await context.UsageEvents.OrderBy(row => row.Id).FirstAsync()).UnitCost);
    }

    private static async Task<LedgerBatch> BatchAsync(Books books)
    {
        var call = await books.AddCallAsync(Books.Utc("2026-06-10T08:14:59.123456"));
        return new LedgerBatch
        {
            AnsweredAt = call.StartedAt,
            Events =
            [
                Row(call.Id, ServiceNames.Twilio, 0, 14_000_000),
                Row(call.Id, ServiceNames.Deepgram, 20, 1_966_667),
                Row(call.Id, ServiceNames.Deepgram, 40, -3),
                Row(call.Id, ServiceNames.Cerebras, 40, null),
            ],
            Revenue = [books.Revenue(call, 60), books.Revenue(call, 7, call.StartedAt!.Value.AddMinutes(20))],
            Checkpoints = [Checkpoint(call.Id, 1)],
        };

        static UsageEvent Row(long callId, string service, int afterSeconds, long? nanos) => new()
        {
            CallId = callId,
            Service = service,
            Operation = "any",
            UsageAmount = 1.5m,
            UsageUnit = UsageUnits.Of(service),
            UsageMicros = 1_500_000,
            UnitCost = nanos is null ? null : 0.0000000000000000000000000001m,
            CostNanos = nanos,
            Basis = UsageBasis.Metered,
            PricingSource = nanos is null ? PricingSource.Unpriced : PricingSource.RateCard,
            EventKey = $"{callId}/{service}/{afterSeconds}",
            OccurredAt = Books.Utc("2026-06-10T08:14:59.123456").AddSeconds(afterSeconds),
            BookedAt = Books.Utc("2026-06-10T08:14:59.123456").AddSeconds(afterSeconds),
        };
    }

    private static MeterCheckpoint Checkpoint(long callId, long micros) => new()
    {
        CallId = callId,
        MeterKey = "deepgram/transcription/nova-2-phonecall",
        Service = ServiceNames.Deepgram,
        Operation = OperationNames.Transcription,
        Model = "nova-2-phonecall",
        UsageUnit = UsageUnits.Seconds,
        UsageMicros = micros,
        PostedMicros = 1,
        PostedNanos = 2,
        UnitCost = 0.0059m,
        PricingType = PricingType.PerMinute,
        PricingSource = PricingSource.RateCard,
        ElapsedMicros = micros,
        UpdatedAt = Books.Utc("2026-06-10T08:15:00"),
    };

    private static IReadOnlyList<string> Dump(Books books) =>
        [.. new[]
        {
            "SELECT group_concat(id || event_key || usage_micros) FROM api_call_events",
            "SELECT group_concat(id || transaction_key) FROM ledger_transactions",
            "SELECT group_concat(id || amount_nanos) FROM ledger_entries",
            "SELECT group_concat(quarter_start || usage_micros || cost_nanos || event_count || unpriced_count) FROM cost_rollups",
            "SELECT group_concat(hour_start || usage_micros || cost_nanos || unpriced_count) FROM hourly_costs",
            "SELECT group_concat(quarter_start || call_count || talk_seconds || revenue_nanos) FROM call_rollups",
            "SELECT group_concat(meter_key || usage_micros) FROM call_meters",
        }.Select(sql => books.Store.Column<string>(sql)[0])];

    private sealed record Unwritable : JournalEntry
    {
        internal override Task WriteAsync(VoiceOpsContext context, CancellationToken cancellationToken) => throw new InvalidOperationException("No.");
    }
}
