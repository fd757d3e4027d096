using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using VoiceOps.Benchmarks.Schema;
using VoiceOps.Tests.Providers;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Data.Backups;
using Xunit;

namespace VoiceOps.Tests.Data;

/// <summary>A change of the schema is whole or did not happen, whatever ends it, and the next start goes on from there.</summary>
public sealed class SchemaChangeTests : IDisposable
{
    private const int Calls = 40;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("voiceops-schema-");

    private string Database => Path.Combine(_folder.FullName, "voiceops.db");

    private string Copy => $"{Database}.schema-copy-{PracticeAgain.Id}";

    [Fact]
    public async Task Start_WithAChange_MakesItAndLeavesNoCopy()
    {
        await MakeAsync(Database);

        await StartAsync(Database);

        Assert.Null(await ProblemAsync(Database));
    }

    /// <summary>Before each statement of the change the files are taken as a kill would leave them there. Without the copy most of these never start again.</summary>
    [Fact]
    public async Task Start_KilledAtAnyStatementOfTheChange_IsEndedByTheNextOne()
    {
        await MakeAsync(Database);
        var kills = new Snapshots(_folder.FullName, Directory.CreateDirectory(Path.Combine(_folder.FullName, "kills")).FullName);
        await new PracticeStore(Database, kills).StartAsync(NullLoggerFactory.Instance, CancellationToken.None);

        Assert.True(kills.Taken > 7, $"only {kills.Taken} were taken");
        foreach (var kill in Enumerable.Range(0, kills.Taken).Select(kills.FolderOf))
        {
            var database = Path.Combine(kill, "voiceops.db");
            await StartAsync(database);
            Assert.Equal((Path.GetFileName(kill), null), (Path.GetFileName(kill), await ProblemAsync(database)));
        }
    }

    [Fact]
    public async Task Start_ANewDatabaseKilledAtAnyStatement_IsEndedByTheNextOne()
    {
        var kills = new Snapshots(_folder.FullName, Directory.CreateDirectory(Path.Combine(_folder.FullName, "kills")).FullName);
        await new PracticeStore(Database, kills).StartAsync(NullLoggerFactory.Instance, CancellationToken.None);

        Assert.True(kills.Taken > 20, $"only {kills.Taken} were taken");
        foreach (var kill in Enumerable.Range(0, kills.Taken).Where(kill => kill % 9 == 0 || kill >= kills.Taken - 8).Select(kills.FolderOf))
        {
            var database = Path.Combine(kill, "voiceops.db");
            await StartAsync(database);
            Assert.Equal((Path.GetFileName(kill), null), (Path.GetFileName(kill), await new PracticeStore(database).ProblemAsync(0, 0, CancellationToken.None)));
            Assert.Equal([1L], Column<long>(database, "SELECT COUNT(*) FROM accounts"));
        }
    }

    [Fact]
    public async Task Start_KilledWhileTheCopyWasMade_DropsItAndChangesNothingByIt()
    {
        await MakeAsync(Database);
        var part = Copy.Replace("-copy-", "-part-", StringComparison.Ordinal);
        await File.WriteAllTextAsync(part, "half of it", TestContext.Current.CancellationToken);
        // SQLite's own file beside it: taken for a copy, it would be the end of the database.
        await File.WriteAllTextAsync(part + "-journal", "of it", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Copy + "-journal", "nobody's", TestContext.Current.CancellationToken);

        await StartAsync(Database);

        Assert.Equal([Copy + "-journal"], Directory.GetFiles(_folder.FullName, "*.schema-*"));
        File.Delete(Copy + "-journal");
        Assert.Null(await ProblemAsync(Database));
    }

    [Fact]
    public async Task Start_WithACopyThatIsNone_IsRefusedAndTheDatabaseStays()
    {
        await MakeAsync(Database);
        await File.WriteAllTextAsync(Copy, "no database at all, of whatever length that may be", TestContext.Current.CancellationToken);

        Assert.Contains("is no whole copy of the database", (await Assert.ThrowsAsync<DatabaseBackupException>(() => StartAsync(Database))).Message);
        Assert.Equal([(long)Calls], Column<long>(Database, "SELECT COUNT(*) FROM calls"));
    }

    /// <summary>Half changed, then its log lies beside the copy's content: it must not be played into it.</summary>
    [Fact]
    public async Task Start_AfterAChangeThatWasNotDone_PutsTheCopyBackAndSaysSo()
    {
        await MakeAsync(Database);
        File.Copy(Database, Copy);
        await using (var left = new SqliteConnection($"Data Source={Database};Pooling=False"))
        {
            left.Open();
            Execute(left, "PRAGMA journal_mode = WAL; ALTER TABLE calls ADD COLUMN practice_one INTEGER; DROP TRIGGER api_call_events_no_update");
            var (wal, shm) = (await ReadAsync(Database + "-wal"), await ReadAsync(Database));
            left.Close();
            await File.WriteAllBytesAsync(Database, shm, TestContext.Current.CancellationToken);
            await File.WriteAllBytesAsync(Database + "-wal", wal, TestContext.Current.CancellationToken);
        }

        using var logs = new RecordedLogs();
        await StartAsync(Database, logs);

        Assert.Null(await ProblemAsync(Database));
        Assert.Single(logs.Lines, line => line.StartsWith("Warning A change of the schema was under way when the program ended.", StringComparison.Ordinal));
    }

    /// <summary>Only the copy was still to be deleted: what was written since must stay.</summary>
    [Fact]
    public async Task Start_AfterAChangeThatWasDone_KeepsItAndDropsTheCopy()
    {
        await MakeAsync(Database);
        var before = await ReadAsync(Database);
        await StartAsync(Database);
        await File.WriteAllBytesAsync(Copy, before, TestContext.Current.CancellationToken);
        Execute(Database, "UPDATE accounts SET name = 'since then'");

        await StartAsync(Database);

        Assert.Null(await ProblemAsync(Database));
        Assert.Equal(["since then"], Column<string>(Database, "SELECT name FROM accounts"));
    }

    [Fact]
    public async Task Start_DiskFullInTheChange_PutsItBackAndSaysWhy()
    {
        await MakeAsync(Database);
        var before = Column<string>(Database, "SELECT group_concat(sql) FROM sqlite_master");

        var problem = await Assert.ThrowsAsync<DatabaseBackupException>(() => new PracticeStore(Database, new NoRoom()).StartAsync(NullLoggerFactory.Instance, CancellationToken.None));

        Assert.Contains("the disk is full. It is as it was before", problem.Message);
        Assert.Equal(before, Column<string>(Database, "SELECT group_concat(sql) FROM sqlite_master"));
        Assert.Empty(Directory.GetFiles(_folder.FullName, "*.schema-*"));
        await StartAsync(Database);
        Assert.Null(await ProblemAsync(Database));
    }

    [Fact]
    public async Task Restore_AfterAChangeThatWasNotDone_IsNotUndoneByTheNextStart()
    {
        await MakeAsync(Database);
        var backup = Path.Combine(_folder.FullName, "backup.db");
        DatabaseBackup.Write(Database, backup);
        File.Copy(Database, Copy);
        Execute(Copy, "UPDATE accounts SET name = 'of the copy'");

        DatabaseBackup.Restore(Database, backup, Path.Combine(_folder.FullName, "kept.db"), [.. new PracticeMigrations().Migrations.Keys]);
        await StartAsync(Database);

        Assert.Equal(["Everyone else"], Column<string>(Database, "SELECT name FROM accounts"));
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    private static async Task MakeAsync(string database)
    {
        await File.WriteAllBytesAsync(database, await TempStore.NewAsync());
        Execute(database, $"""
            WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < {Calls})
            INSERT INTO calls (id, call_sid, direction, status, app_version, price_per_minute, billing_increment_seconds, created_at)
            SELECT n, 'CA' || n, 'inbound', 'completed', 'x', '0', 1, '2026-06-10 00:00:00.000000' FROM number;
            INSERT INTO api_call_events (call_id, service, operation, usage_amount, usage_unit, usage_micros, basis, pricing_source, event_key, occurred_at, booked_at, recorded_at)
            SELECT id, 'twilio', 'voice', '1.0', 'minutes', 1000000, 'metered', 'unpriced', 'row/' || id, created_at, created_at, created_at FROM calls;
            """);
    }

    private static Task StartAsync(string database, RecordedLogs? logs = null) =>
        new PracticeStore(database).StartAsync(LoggerFactory.Create(builder => builder.AddProvider(logs ?? new RecordedLogs())), TestContext.Current.CancellationToken);

    private static Task<string?> ProblemAsync(string database) => new PracticeStore(database).ProblemAsync(Calls, Calls, TestContext.Current.CancellationToken);

    private static async Task<byte[]> ReadAsync(string file)
    {
        await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[stream.Length];
        await stream.ReadExactlyAsync(bytes);
        return bytes;
    }

    private static List<T> Column<T>(string database, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var values = new List<T>();
        while (reader.Read())
        {
            values.Add(reader.GetFieldValue<T>(0));
        }

        return values;
    }

    private static void Execute(string database, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={database};Pooling=False");
        connection.Open();
        Execute(connection, sql);
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>Before each statement, the files as they are: what the operating system keeps of a process that is killed.</summary>
    private sealed class Snapshots(string from, string to) : DbCommandInterceptor
    {
        private int _taken;

        public int Taken => _taken;

        public string FolderOf(int number) => Path.Combine(to, $"{number:000}");

        public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            Take();
            return new(result);
        }

        private void Take()
        {
            var folder = Directory.CreateDirectory(FolderOf(_taken++));
            foreach (var file in Directory.GetFiles(from).Where(file => !file.EndsWith("-shm", StringComparison.Ordinal) && !file.EndsWith(".lock", StringComparison.Ordinal)))
            {
                // The lock that SQLite has on the file keeps nobody from reading it.
                using var source = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                using var target = File.Create(Path.Combine(folder.FullName, Path.GetFileName(file)));
                source.CopyTo(target);
            }
        }
    }

    /// <summary>A disk with next to no room left.</summary>
    private sealed class NoRoom : DbConnectionInterceptor
    {
        public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA page_count";
            command.CommandText = $"PRAGMA max_page_count = {(long)(await command.ExecuteScalarAsync(cancellationToken))! + 1}";
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}
