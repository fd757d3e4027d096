using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using VoiceOps.Tests.Providers;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Ledger;
using Xunit;

namespace VoiceOps.Tests.Data;

public sealed class DatabaseInitializerTests
{
    // What EF Core leaves in the file when the process is killed between taking its lock and giving it back.
    private const string KilledWhileMigrating = """
        CREATE TABLE IF NOT EXISTS "__EFMigrationsLock" ("Id" INTEGER NOT NULL CONSTRAINT "PK___EFMigrationsLock" PRIMARY KEY, "Timestamp" TEXT NOT NULL);
        INSERT OR IGNORE INTO "__EFMigrationsLock"("Id", "Timestamp") VALUES(1, '2026-06-10 12:00:00+00:00');
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Start_KilledWhileMigrating_MigratesAnyway()
    {
        await using var store = TempStore.Empty();

        await StartAfterKillAsync(store);

        Assert.NotEmpty(store.Column<string>("SELECT name FROM personas"));
    }

    [Fact]
    public async Task Start_KilledAfterTheLastMigration_DoesNotWaitForTheLock()
    {
        await using var store = await TempStore.CreateAsync();

        await StartAfterKillAsync(store);
    }

    [Theory]
    [InlineData("20261123220545_Initial", typeof(DatabaseOutdatedException), "Move the file away")]
    [InlineData("99991231000000_Later", typeof(DatabaseNewerException), "Start the newer version")]
    public async Task Start_SchemaThatIsNotKnown_IsRefusedWithTheWayOut(string schema, Type refusal, string wayOut)
    {
        await using var store = await TempStore.CreateAsync();
        await using (var context = store.CreateDbContext())
        {
            await context.Database.ExecuteSqlAsync($"UPDATE __EFMigrationsHistory SET MigrationId = {schema} WHERE MigrationId = (SELECT MIN(MigrationId) FROM __EFMigrationsHistory)", TestContext.Current.CancellationToken);
        }

        var problem = await Assert.ThrowsAsync(refusal, () => StartAsync(store));

        Assert.Contains(schema, problem.Message);
        Assert.Contains(wayOut, problem.Message);
    }

    [Fact]
    public async Task Start_KilledInAnImport_DropsWhatItHadPreparedAndSaysSo()
    {
        await using var store = await TempStore.CreateAsync();
        await using var another = await TempStore.CreateAsync();
        var left = await LeaveAsync(store);
        var kept = await LeaveAsync(another);
        using var logs = new RecordedLogs();

        await StartAsync(store, logs);

        Assert.Equal((false, true), (File.Exists(left), File.Exists(kept)));
        Assert.Single(logs.Lines, line => line.StartsWith("Warning An import or a repricing was under way when the program ended.", StringComparison.Ordinal));
        await StagedBooks.DropLeftOverAsync(another, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Start_ValuesThatMayNotBe_AreNamedWithTheirRowsAndOneDefaultIsLeft()
    {
        await using var store = await TempStore.CreateAsync();
        store.Execute("""
            INSERT INTO accounts (name, price_per_minute, billing_increment_seconds, is_default, created_at) VALUES ('B', '0.20', 60, 0, '2025-01-01 00:00:00.000000');
            DROP TRIGGER accounts_form_update; DROP TRIGGER accounts_one_default_moves; DROP TRIGGER personas_one_default_stays;
            UPDATE accounts SET price_per_minute = '0,12' WHERE name = 'B'; UPDATE accounts SET is_default = 1; UPDATE personas SET is_default = 0;
            """);
        using var logs = new RecordedLogs();

        await StartAsync(store, logs);

        Assert.Single(logs.Lines, line => line.StartsWith("Warning accounts row 2: price_per_minute is \"0,12\" and must be a decimal such as 0.014", StringComparison.Ordinal));
        Assert.Equal(2, logs.Lines.Count(line => line.Contains("had no default, or several; it is now", StringComparison.Ordinal)));
        Assert.Equal(["Everyone else", "Receptionist"], store.Column<string>("SELECT name FROM accounts WHERE is_default UNION ALL SELECT name FROM personas WHERE is_default"));
    }

    private static async Task<string> LeaveAsync(TempStore store)
    {
        var file = $"{new SqliteConnectionStringBuilder(store.ConnectionString).DataSource}-staged-import";
        await File.WriteAllTextAsync(file, "half of it", TestContext.Current.CancellationToken);
        return file;
    }

    private static async Task StartAfterKillAsync(TempStore store)
    {
        await using (var context = store.CreateDbContext())
        {
            await context.Database.ExecuteSqlRawAsync(KilledWhileMigrating, TestContext.Current.CancellationToken);
        }

        await StartAsync(store);
    }

    private static async Task StartAsync(TempStore store, RecordedLogs? logs = null)
    {
        using var databaseLock = new DatabaseLock(store.ConnectionString);
        var schema = new DatabaseSchema();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);

        using var logging = LoggerFactory.Create(builder => builder.AddProvider(logs ?? new RecordedLogs()));
        await new DatabaseInitializer(store, databaseLock, schema, TimeProvider.System, logging.CreateLogger<DatabaseInitializer>()).StartAsync(patience.Token);

        Assert.NotNull(schema.Version);
    }
}
