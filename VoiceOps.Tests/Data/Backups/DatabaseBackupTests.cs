using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using VoiceOps.Tests.Reporting;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Data.Backups;
using VoiceOps.Voice.Usage;
using Xunit;

namespace VoiceOps.Tests.Data.Backups;

public sealed class DatabaseBackupTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("voiceops-backup-");

    private string Copy => Path.Combine(_folder.FullName, "copy.db");

    private string Target => Path.Combine(_folder.FullName, "restored.db");

    [Fact]
    public async Task Write_WhileATransactionIsOpen_HoldsWhatWasCommittedAndNothingElse()
    {
        await using var books = await BooksAsync();
        await using var context = books.Store.CreateDbContext();
        await using var transaction = await context.Database.BeginTransactionAsync();
        await context.Database.ExecuteSqlRawAsync("UPDATE accounts SET name = 'not yet'");

        var contents = DatabaseBackup.Write(PathOf(books), Copy);

        Assert.Equal((1, 2, 16_000_000), (contents.Calls, contents.UsageRows, contents.Cost.Nanos));
        Assert.Equal("Everyone else", Scalar<string>(Copy, "SELECT name FROM accounts"));
        // One file: whoever takes it away takes all of it.
        Assert.Equal(["copy.db"], _folder.GetFiles().Select(file => file.Name));
    }

    [Fact]
    public async Task Restore_Backup_BringsTheBooksBackAndKeepsWhatStoodThere()
    {
        await using var books = await BooksAsync();
        DatabaseBackup.Write(PathOf(books), Copy);
        DatabaseBackup.Write(PathOf(books), Target);
        Execute(Target, "PRAGMA journal_mode = WAL; UPDATE accounts SET name = 'later'");
        var kept = Path.Combine(_folder.FullName, "kept.db");

        var contents = DatabaseBackup.Restore(Target, Copy, kept, Known(books));

        Assert.Equal(16_000_000, contents.Cost.Nanos);
        Assert.Equal("Everyone else", Scalar<string>(Target, "SELECT name FROM accounts"));
        Assert.Equal("later", Scalar<string>(kept, "SELECT name FROM accounts"));
        foreach (var table in new[] { "calls", "api_call_events", "ledger_entries", "cost_rollups", "hourly_costs", "call_rollups", "call_totals", "call_meters", "service_pricing" })
        {
            Assert.Equal(Dump(PathOf(books), table), Dump(Target, table));
        }
    }

    [Fact]
    public async Task Restore_DamagedBackup_ChangesNothing()
    {
        await using var books = await BooksAsync();
        DatabaseBackup.Write(PathOf(books), Copy);
        DatabaseBackup.Write(PathOf(books), Target);
        await using (var file = File.OpenWrite(Copy))
        {
            file.Position = file.Length / 2;
            await file.WriteAsync(new byte[32 * 1024]);
        }

        var problem = Assert.Throws<DatabaseBackupException>(() => DatabaseBackup.Restore(Target, Copy, Target + ".kept", Known(books)));

        Assert.Contains("damaged", problem.Message);
        Assert.Equal("Everyone else", Scalar<string>(Target, "SELECT name FROM accounts"));
        Assert.Equal(["copy.db", "restored.db"], _folder.GetFiles().Select(file => file.Name).Order());
    }

    [Theory]
    [InlineData("INSERT INTO __EFMigrationsHistory VALUES ('99991231000000_Later', '10.0.0')", typeof(DatabaseNewerException))]
    [InlineData("DELETE FROM __EFMigrationsHistory; INSERT INTO __EFMigrationsHistory VALUES ('20261123220545_Initial', '10.0.0')", typeof(DatabaseOutdatedException))]
    public async Task Restore_BackupOfAnotherProgram_ChangesNothing(string history, Type refusal)
    {
        await using var books = await BooksAsync();
        DatabaseBackup.Write(PathOf(books), Copy);
        Execute(Copy, history);

        Assert.Throws(refusal, () => DatabaseBackup.Restore(Target, Copy, Target + ".kept", Known(books)));

        Assert.False(File.Exists(Target));
    }

    [Fact]
    public async Task Write_OntoAFileThatExists_LeavesItAlone()
    {
        await using var books = await BooksAsync();
        await File.WriteAllTextAsync(Copy, "last week's");

        Assert.Throws<DatabaseBackupException>(() => DatabaseBackup.Write(PathOf(books), Copy));

        Assert.Equal("last week's", await File.ReadAllTextAsync(Copy));
    }

    [Fact]
    public void Write_SomethingElse_IsNoBackup()
    {
        Execute(Target, "CREATE TABLE notes (text TEXT)");

        Assert.Contains("not a database of VoiceOps", Assert.Throws<DatabaseBackupException>(() => DatabaseBackup.Write(Target, Copy)).Message);
        Assert.False(File.Exists(Copy));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static async Task<Books> BooksAsync()
    {
        var books = await Books.OpenAsync("2026-06-10T12:00:00");
        var call = await books.AddCallAsync(Books.Utc("2026-06-10T11:00:00"));
        await books.CommitAsync(
            call,
            [books.Event(call, ServiceNames.Twilio, "voice", 1, 14_000_000), books.Event(call, ServiceNames.ElevenLabs, "speech", 13, 2_000_000)],
            books.Revenue(call, 60));
        return books;
    }

    private static string PathOf(Books books) => new SqliteConnectionStringBuilder(books.Store.ConnectionString).DataSource;

    private static string[] Known(Books books)
    {
        using var context = books.Store.CreateDbContext();
        return [.. context.Database.GetMigrations()];
    }

    private static string Dump(string database, string table)
    {
        using var connection = Open(database);
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT * FROM {table}";
        using var reader = command.ExecuteReader();
        var text = "";
        while (reader.Read())
        {
            text += string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(reader.GetValue)) + '\n';
        }

        return text;
    }

    private static T Scalar<T>(string database, string sql)
    {
        using var connection = Open(database);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (T)command.ExecuteScalar()!;
    }

    private static void Execute(string database, string sql)
    {
        using var connection = Open(database);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static SqliteConnection Open(string database)
    {
        var connection = new SqliteConnection($"Data Source={database};Pooling=False");
        connection.Open();
        return connection;
    }
}
