using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Logging.Abstractions;
using VoiceOps.Voice.Data;
using Xunit;

namespace VoiceOps.Tests.Data;

public sealed class DatabaseInitializerTests
{
    // What EF Core leaves in the file when the process is killed between taking its lock and giving it back.
    private const string KilledWhileMigrating = """
        CREATE TABLE IF NOT EXISTS "__EFMigrationsLock" ("Id" INTEGER NOT NULL CONSTRAINT "PK___EFMigrationsLock" PRIMARY KEY, "Timestamp" TEXT NOT NULL);
        INSERT OR IGNORE INTO "__EFMigrationsLock"("Id", "Timestamp") VALUES(1, '2026-06-10 12:00:00+00:00');
        """;

    private const string FirstRules = """
        CREATE TRIGGER model_catalog_no_delete_in_use BEFORE DELETE ON model_catalog
        WHEN EXISTS (SELECT 1 FROM personas WHERE llm_model = OLD.id)
        BEGIN SELECT RAISE(ABORT, 'a persona uses this model'); END;
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

    // SQLite rebuilds a table by renaming a copy, which fails while a trigger of another table names it.
    [Fact]
    public async Task Start_DatabaseOfTheFirstVersion_IsBroughtUpToDateWithItsRules()
    {
        await using var store = TempStore.Empty();
        await using (var context = store.CreateDbContext())
        {
            await context.GetService<IMigrator>().MigrateAsync(context.Database.GetMigrations().First(), TestContext.Current.CancellationToken);
            await context.Database.ExecuteSqlRawAsync(FirstRules, TestContext.Current.CancellationToken);
        }

        await StartAsync(store);

        Assert.Single(store.Column<string>("SELECT sql FROM sqlite_master WHERE name = 'model_catalog_no_delete_in_use' AND sql LIKE '%fallback_model%'"));
    }

    private static async Task StartAfterKillAsync(TempStore store)
    {
        await using (var context = store.CreateDbContext())
        {
            await context.Database.ExecuteSqlRawAsync(KilledWhileMigrating, TestContext.Current.CancellationToken);
        }

        await StartAsync(store);
    }

    private static async Task StartAsync(TempStore store)
    {
        using var databaseLock = new DatabaseLock(store.ConnectionString);
        var schema = new DatabaseSchema();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);

        await new DatabaseInitializer(store, databaseLock, schema, TimeProvider.System, NullLogger<DatabaseInitializer>.Instance).StartAsync(patience.Token);

        Assert.NotNull(schema.Version);
    }
}
