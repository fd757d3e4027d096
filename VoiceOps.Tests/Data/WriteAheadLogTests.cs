using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using VoiceOps.Voice.Data;
using Xunit;

namespace VoiceOps.Tests.Data;

public sealed class WriteAheadLogTests
{
    private const long Kept = 1_000_000;

    /// <summary>After a reader that held it, the log is as long as all that was written meanwhile, and SQLite leaves it so.</summary>
    [Fact]
    public async Task Look_WhileAReaderHoldsTheLog_SaysSoAndShortensItAfterwards()
    {
        await using var store = await TempStore.CreateAsync();
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 6, 10, 12, 0, 0, TimeSpan.Zero));
        using var log = new WriteAheadLog(store, time, NullLogger<WriteAheadLog>.Instance) { Kept = Kept };
        await using var writer = store.CreateDbContext();
        await using (var reader = new SqliteConnection($"{store.ConnectionString};Pooling=False"))
        {
            reader.Open();
            Run(reader, "BEGIN; SELECT COUNT(*) FROM calls");
            Write(store);
            await log.LookAsync(CancellationToken.None);

            Assert.Equal(time.GetUtcNow().UtcDateTime, log.State.PinnedSince);
            Assert.Contains("cannot be shortened since 2026-06-10 12:00 UTC: a reader holds it", log.State.Problem);
            Assert.True(Bytes(store) > Kept);
            // Beside it everybody writes as ever.
            Write(store);
            time.Advance(TimeSpan.FromMinutes(5));
            await log.LookAsync(CancellationToken.None);
            Assert.Contains("since 2026-06-10 12:00 UTC", log.State.Problem);
            Run(reader, "COMMIT");
        }

        await log.LookAsync(CancellationToken.None);

        Assert.Null(log.State.Problem);
        Assert.Equal(0, Bytes(store));
    }

    [Fact]
    public async Task Look_WhileSomebodyWrites_DoesNotWaitForHim()
    {
        await using var store = await TempStore.CreateAsync();
        using var log = new WriteAheadLog(store, TimeProvider.System, NullLogger<WriteAheadLog>.Instance) { Kept = Kept };
        await using var writer = new SqliteConnection($"{store.ConnectionString};Pooling=False");
        writer.Open();
        Write(store);
        Run(writer, "BEGIN IMMEDIATE");

        // Far below the ten seconds that others wait for the lock.
        await log.LookAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(8), TestContext.Current.CancellationToken);

        Run(writer, "COMMIT");
        await log.LookAsync(CancellationToken.None);
        Assert.Equal(0, Bytes(store));
    }

    [Fact]
    public async Task Look_AtASmallLog_LeavesItAlone()
    {
        await using var store = await TempStore.CreateAsync();
        await using var open = store.CreateDbContext();
        using var log = new WriteAheadLog(store, TimeProvider.System, NullLogger<WriteAheadLog>.Instance);
        await using var held = new SqliteConnection($"{store.ConnectionString};Pooling=False");
        held.Open();
        Run(held, "PRAGMA journal_mode = WAL; UPDATE accounts SET name = 'x'");
        var before = Bytes(store);

        await log.LookAsync(CancellationToken.None);

        Assert.Equal((before, null), (Bytes(store), log.State.Problem));
    }

    private static void Write(TempStore store)
    {
        // The last connection to close would take the log away, so one of the pool stays open.
        using var context = store.CreateDbContext();
        store.Execute("PRAGMA journal_mode = WAL; CREATE TABLE IF NOT EXISTS filler (text TEXT); INSERT INTO filler SELECT hex(zeroblob(500000)) FROM (VALUES (1), (2), (3))");
    }

    private static long Bytes(TempStore store) => new FileInfo(new SqliteConnectionStringBuilder(store.ConnectionString).DataSource + "-wal") is { Exists: true } file ? file.Length : 0;

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
