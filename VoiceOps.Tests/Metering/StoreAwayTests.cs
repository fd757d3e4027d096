using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using VoiceOps.Tests.Fakes;
using VoiceOps.Tests.Reporting;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Metering;
using Xunit;

namespace VoiceOps.Tests.Metering;

/// <summary>A disk that is full, a database that another process holds: the meters count on, and later every row is there once.</summary>
public sealed class StoreAwayTests
{
    private const string Model = "gpt-oss-120b";
    private readonly Disk _disk = new();

    [Fact]
    public async Task Flush_DiskFull_HoldsEveryRowAndPostsEachOnce()
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00", interceptors: _disk);
        using var writer = Writer(books);
        var meters = await CallAsync(books, writer);
        Talk(meters, books, from: 0, turns: 3);
        await writer.FlushAsync(CancellationToken.None);
        var rowsBefore = Rows(books);

        _disk.IsFull = true;
        Talk(meters, books, from: 3, turns: 200);
        await writer.FlushAsync(CancellationToken.None);
        Talk(meters, books, from: 203, turns: 50);
        await writer.FlushAsync(CancellationToken.None);

        Assert.Contains("full", writer.State.Fault);
        Assert.Equal(books.Clock.Now.AddSeconds(-50 * 10), writer.State.FaultSince);
        Assert.InRange(writer.State.HeldRows, 250 * 3, 250 * 4);
        Assert.Equal(rowsBefore, Rows(books));

        _disk.IsFull = false;
        await writer.FlushAsync(CancellationToken.None);
        meters.End(() => null);
        await writer.FlushAsync(CancellationToken.None);

        Assert.Equal((null, 0), (writer.State.Fault, writer.State.HeldRows));
        AssertBooksHold(meters, books, turns: 253);
    }

    [Fact]
    public async Task Flush_LockedByAnother_PostsOnceItLetsGo()
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00", interceptors: _disk);
        using var writer = Writer(books);
        var meters = await CallAsync(books, writer);
        await using (var other = new SqliteConnection(books.Store.ConnectionString + ";Pooling=False"))
        {
            await other.OpenAsync();
            await using var transaction = await other.BeginTransactionAsync();
            Talk(meters, books, from: 0, turns: 5);

            await writer.FlushAsync(CancellationToken.None);
            await writer.FlushAsync(CancellationToken.None);

            Assert.Contains("locked", writer.State.Fault);
            Assert.Equal(0, Rows(books));
        }

        meters.End(() => null);
        await writer.FlushAsync(CancellationToken.None);

        AssertBooksHold(meters, books, turns: 5);
    }

    // What is held grows with the turns of the calls that are on, and new calls are turned away: checkpoints don't pile up.
    [Fact]
    public async Task Flush_AwayForLong_HoldsOneCheckpointAMeter()
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00", interceptors: _disk);
        using var writer = Writer(books);
        var meters = await CallAsync(books, writer);
        for (var minute = 0; minute < 60; minute++)
        {
            meters.Usage.AudioSent(60 * 8_000, "nova-2-phonecall");
            books.Time.Advance(TimeSpan.FromMinutes(1));
            meters.Advance();
        }

        var held = meters.Collect(books.Clock.Now)!;

        Assert.Equal(2, held.Checkpoints.Count);
        Assert.InRange(held.Events.Count, 1, 2);
    }

    private static LedgerWriter Writer(Books books) => new(
        books.Ledger, new CommitSignal(), TestMetrics.Ledger(books.Time), Options.Create(new LedgerOptions()), books.Time, NullLogger<LedgerWriter>.Instance);

    private static async Task<CallMeters> CallAsync(Books books, LedgerWriter writer)
    {
        var call = await books.AddCallAsync(books.Clock.Now);
        var meters = new CallMeters(call.Id, call.CallSid, new CallTerms
        {
            RateCard = await books.Rates.LoadAsync(books.Clock.Now, CancellationToken.None),
            AccountId = call.AccountId!.Value,
            PricePerMinute = 0.12m,
            BillingIncrementSeconds = 1,
        }, books.Time);
        Assert.True(writer.TryOpen(meters));
        return meters;
    }

    private static void Talk(CallMeters meters, Books books, int from, int turns)
    {
        for (var turn = from; turn < from + turns; turn++)
        {
            books.Time.Advance(TimeSpan.FromSeconds(10));
            meters.Advance();
            meters.Usage.AudioSent(80_000, "nova-2-phonecall");
            meters.Usage.TokensUsed($"request-{turn}", Model, 900 + turn, 40);
            meters.Usage.CharactersSent(80, $"turn-{turn}", "eleven_flash_v2_5");
            meters.EndTurn();
        }
    }

    private static void AssertBooksHold(CallMeters meters, Books books, int turns)
    {
        Assert.Equal(turns * 2, books.Store.Column<long>("SELECT COUNT(*) FROM api_call_events WHERE service = 'cerebras'")[0]);
        Assert.Equal(turns * 80_000_000L, books.Store.Column<long>("SELECT SUM(usage_micros) FROM api_call_events WHERE service = 'elevenlabs'")[0]);
        Assert.Equal(turns * 10_000_000L, books.Store.Column<long>("SELECT SUM(usage_micros) FROM api_call_events WHERE service = 'deepgram'")[0]);
        Assert.Equal(meters.Read().Cost.Nanos, books.Store.Column<long>("SELECT SUM(cost_nanos) FROM api_call_events")[0]);
        Assert.Equal(meters.Read().Cost.Nanos, books.Store.Column<long>("SELECT SUM(cost_nanos) FROM cost_rollups")[0]);
        Assert.Equal(1, books.Store.Column<long>("SELECT SUM(call_count) FROM call_rollups")[0]);
        Assert.Equal(turns * 20_000_000L, -books.Store.Column<long>("SELECT SUM(amount_nanos) FROM ledger_entries WHERE ledger_account = 'usage_revenue'")[0]);
        Assert.Equal(0, books.Store.Column<long>("SELECT COUNT(*) FROM call_meters WHERE usage_micros <> posted_micros")[0]);
    }

    private static long Rows(Books books) => books.Store.Column<long>("SELECT COUNT(*) FROM api_call_events")[0];

    /// <summary>A disk that takes no more: SQLite may not grow the file beyond what it is. And nobody waits long for a lock.</summary>
    private sealed class Disk : DbConnectionInterceptor
    {
        public bool IsFull { get; set; }

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Set((SqliteConnection)connection);

        public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            Set((SqliteConnection)connection);
            return Task.CompletedTask;
        }

        private void Set(SqliteConnection connection)
        {
            connection.DefaultTimeout = 1;
            using var command = connection.CreateCommand();
            command.CommandText = $"PRAGMA busy_timeout = 0; PRAGMA max_page_count = {(IsFull ? 1 : 1_000_000_000)};";
            command.ExecuteNonQuery();
        }
    }
}
