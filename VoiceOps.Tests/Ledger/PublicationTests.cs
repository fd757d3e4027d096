using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using VoiceOps.Tests.Fakes;
using VoiceOps.Tests.Reporting;
using VoiceOps.Voice.Calls.Journal;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Metering;
using VoiceOps.Voice.Pricing;
using VoiceOps.Voice.Usage;
using Xunit;

namespace VoiceOps.Tests.Ledger;

/// <summary>Rows that are written beside the books, and made visible all at once: those who look see none or all, and callers go first.</summary>
public sealed class PublicationTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Publish_StagedRows_MakesTheBooksThatOneCommitWouldHaveMade()
    {
        await using var books = await OpenAsync();
        await using var others = await OpenAsync();
        var (known, same) = (await KnownAsync(books), await KnownAsync(others));
        await using var staged = await StageAsync(books, known);

        Assert.True(await Writer(books).PublishAsync(staged, Holds, progress: null, Stop));

        var call = New(2, same);
        await using var context = others.Store.CreateDbContext();
        context.Add(call);
        await context.SaveChangesAsync(Stop);
        await others.Ledger.CommitAsync([Batch(others, same), Batch(others, call)], Stop);
        Assert.Equal(Dump(others), Dump(books));
    }

    [Fact]
    public async Task Publish_WhoeverLooksMeanwhile_SeesNothingOfIt()
    {
        await using var books = await OpenAsync();
        await using var staged = await StageAsync(books, await KnownAsync(books));
        var before = Dump(books);
        var looks = 0;

        await Writer(books).PublishAsync(staged, Holds, Reports(_ =>
        {
            looks++;
            Assert.Equal(before, Dump(books));
        }), Stop);

        Assert.InRange(looks, 8, 100);
        Assert.NotEqual(before, Dump(books));
    }

    [Fact]
    public async Task Publish_SomebodyTakesTheRightOfWay_GivesWayAndBeginsAnew()
    {
        await using var books = await OpenAsync();
        using var writer = Writer(books);
        await using var staged = await StageAsync(books, await KnownAsync(books));
        var before = Rows(books);
        var tries = new List<int>();
        Task<long>? caller = null;

        await writer.PublishAsync(staged, Holds, Reports(report =>
        {
            tries.Add(report.GaveWay);
            caller ??= CallInAsync(writer.RightOfWay.TakeAsync(Stop));
        }), Stop);

        Assert.Equal((0, 1), (tries[0], tries[^1]));
        Assert.Equal(before, await caller!);
        Assert.InRange(Rows(books), before + 1, long.MaxValue);

        Task<long> CallInAsync(Task<IDisposable> first) => Task.Run(async () =>
        {
            using (await first)
            {
                await books.AddCallAsync(books.Clock.Now);
                return Rows(books);
            }
        });
    }

    [Fact]
    public async Task Publish_StoppedInBetween_LeavesNothingBehind()
    {
        await using var books = await OpenAsync();
        var staged = await StageAsync(books, await KnownAsync(books));
        var before = Dump(books);
        using var stop = new CancellationTokenSource();
        await using (staged)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Writer(books).PublishAsync(staged, Holds, Reports(_ => stop.Cancel()), stop.Token));
        }

        Assert.Equal(before, Dump(books));
        Assert.False(File.Exists(staged.File));
        // The lock is free, and a connection that is used again has forgotten the staged books.
        await using var again = await StageAsync(books, await KnownAsync(books));
        Assert.True(await Writer(books).PublishAsync(again, Holds, progress: null, Stop));
    }

    [Fact]
    public async Task Publish_NoLongerTrue_WritesNothing()
    {
        await using var books = await OpenAsync();
        await using var staged = await StageAsync(books, await KnownAsync(books));
        var before = Dump(books);

        Assert.False(await Writer(books).PublishAsync(staged, (_, _) => Task.FromResult(false), progress: null, Stop));

        Assert.Equal(before, Dump(books));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Publish_TakesLongerThanOthersMayWait_IsGivenUpBesideCalls(bool isBesideCalls)
    {
        await using var books = await OpenAsync();
        await using var staged = await StageAsync(books, await KnownAsync(books));
        var before = Dump(books);

        var publishing = Publisher(books)
            .PublishAsync(staged, Holds, new SemaphoreSlim(1), isBesideCalls, Reports(_ => books.Time.Advance(TimeSpan.FromSeconds(5))), Stop);

        if (isBesideCalls)
        {
            Assert.Contains("Take it in parts", (await Assert.ThrowsAsync<PublicationException>(() => publishing)).Message);
            Assert.Equal(before, Dump(books));
        }
        else
        {
            Assert.True(await publishing);
        }
    }

    [Fact]
    public async Task Publish_CallsComeInAllTheTime_IsGivenUpInTheEnd()
    {
        await using var books = await OpenAsync();
        await using var staged = await StageAsync(books, await KnownAsync(books));
        var before = Dump(books);
        var publisher = Publisher(books);

        var failure = await Assert.ThrowsAsync<PublicationException>(() => publisher.PublishAsync(staged, Holds, new SemaphoreSlim(1), isBesideCalls: true, Reports(report =>
        {
            books.Time.Advance(TimeSpan.FromSeconds(7));
            _ = ComeInAsync();
        }), Stop));

        Assert.StartsWith("Calls came in too often for 10 minutes", failure.Message);
        Assert.Equal(before, Dump(books));

        async Task ComeInAsync()
        {
            using var first = await publisher.RightOfWay.TakeAsync(Stop);
        }
    }

    [Fact]
    public async Task Remove_RowsOfACall_AreNeitherInTheRowsNorInTheRollups()
    {
        await using var books = await OpenAsync();
        await using var others = await OpenAsync();
        var (one, other) = (await KnownAsync(books), await KnownAsync(books));
        var (same, _) = (await KnownAsync(others), await KnownAsync(others));
        LedgerBatch[] batches = [Batch(books, one) with { Revenue = [], AnsweredAt = null }, Batch(books, other) with { Revenue = [], AnsweredAt = null }];
        await using var staged = await StagedBooks.OpenAsync(books.Store, "test", books.Time, Stop);
        await staged.AddAsync(batches, Stop);

        await staged.RemoveAsync([other.Id], Stop);

        await Writer(books).PublishAsync(staged, Holds, progress: null, Stop);
        await others.Ledger.CommitAsync([Batch(others, same) with { Revenue = [], AnsweredAt = null }], Stop);
        Assert.Equal(Dump(others), Dump(books));
    }

    private static Task<Books> OpenAsync() => Books.OpenAsync("2026-06-10T12:00:00");

    private static Task<bool> Holds(VoiceOpsContext context, CancellationToken cancellationToken) => Task.FromResult(true);

    private static Reports<PublicationProgress> Reports(Action<PublicationProgress> hear) => new(hear);

    private static Publisher Publisher(Books books) => new(books.Ledger, books.Time, NullLogger.Instance);

    private static LedgerWriter Writer(Books books) =>
        new(books.Ledger, new CommitSignal(), TestMetrics.Ledger(books.Time), Options.Create(new LedgerOptions()), books.Time, NullLogger<LedgerWriter>.Instance);

    /// <summary>A call that the books have, with a row of its own.</summary>
    private static async Task<Call> KnownAsync(Books books)
    {
        var call = await books.AddCallAsync(Books.Utc("2026-06-09T10:00:00"));
        await books.CommitAsync(call, [books.Event(call, ServiceNames.ElevenLabs, OperationNames.Speech, 100, 15_000_000)], books.Revenue(call, 60));
        return call;
    }

    /// <summary>More rows of the known call, and a new one with as many.</summary>
    private static async Task<StagedBooks> StageAsync(Books books, Call known)
    {
        var staged = await StagedBooks.OpenAsync(books.Store, "test", books.Time, Stop);
        var call = New(StagedBooks.NewIds + 1, known);
        await using var context = staged.CreateDbContext();
        context.Add(call);
        await context.SaveChangesAsync(Stop);
        await staged.AddAsync([Batch(books, known), Batch(books, call)], Stop);
        return staged;
    }

    private static Call New(long id, Call like) => new()
    {
        Id = id,
        CallSid = $"import-{like.CallSid}",
        Direction = like.Direction,
        AccountId = like.AccountId,
        PersonaId = like.PersonaId,
        Status = CallStatus.Completed,
        AppVersion = "test",
        CreatedAt = Books.Utc("2026-06-08T10:00:00"),
        StartedAt = Books.Utc("2026-06-08T10:00:01"),
    };

    private static LedgerBatch Batch(Books books, Call call) => new()
    {
        AnsweredAt = call.StartedAt,
        Events =
        [
            books.Event(call, ServiceNames.Twilio, OperationNames.Voice, 4, 56_000_000),
            books.Event(call, ServiceNames.Cerebras, OperationNames.Prompt, 900, null, model: "new-model", source: PricingSource.Unpriced),
        ],
        Revenue = [books.Revenue(call, 187)],
    };

    private static long Rows(Books books) => books.Store.Column<long>("SELECT COUNT(*) FROM api_call_events").Single();

    private static List<string> Dump(Books books) =>
    [
        .. books.Store.Column<string>("SELECT id || call_sid || account_id || persona_id || started_at FROM calls ORDER BY id"),
        .. books.Store.Column<string>("SELECT id || ' ' || call_id || service || event_key || IFNULL(cost_nanos, '') || usage_micros || recorded_at FROM api_call_events ORDER BY id"),
        .. books.Store.Column<string>("SELECT id || ' ' || call_id || transaction_key || talk_seconds || recorded_at FROM ledger_transactions ORDER BY id"),
        .. books.Store.Column<string>("SELECT id || ' ' || transaction_id || ' ' || call_id || ledger_account || amount_nanos FROM ledger_entries ORDER BY id"),
        .. books.Store.Column<string>("SELECT quarter_start || service || operation || model || basis || pricing_source || ' ' || usage_micros || ' ' || cost_nanos || ' ' || event_count || ' ' || unpriced_count FROM cost_rollups ORDER BY 1"),
        .. books.Store.Column<string>("SELECT hour_start || service || operation || model || basis || ' ' || usage_micros || ' ' || cost_nanos || ' ' || unpriced_count FROM hourly_costs ORDER BY 1"),
        .. books.Store.Column<string>("SELECT quarter_start || ' ' || call_count || ' ' || talk_seconds || ' ' || revenue_nanos FROM call_rollups ORDER BY 1"),
        .. books.Store.Column<string>("SELECT call_id || ' ' || cost_nanos || ' ' || revenue_nanos || ' ' || event_count || ' ' || unpriced_count FROM call_totals ORDER BY call_id"),
        .. books.Store.Column<string>("SELECT ledger_account || ' ' || account_id || ' ' || amount_nanos FROM ledger_balances ORDER BY 1"),
    ];
}
