using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using VoiceOps.Voice.Data.Forms;
using VoiceOps.Voice.Ledger;

namespace VoiceOps.Voice.Data;

/// <summary>Brings the database to this program's schema before anything else starts; registered first for that.</summary>
internal sealed class DatabaseInitializer(
    IDbContextFactory<VoiceOpsContext> contexts, DatabaseLock databaseLock, DatabaseSchema schema, TimeProvider time, ILogger<DatabaseInitializer> logger) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        databaseLock.Take();
        var change = new SchemaChange(databaseLock.Database, logger);
        change.Recover();
        await using var context = await contexts.OpenAsync(cancellationToken);
        if (await StagedBooks.DropLeftOverAsync(contexts, cancellationToken) > 0)
        {
            logger.StagedRowsDropped();
        }

        var known = context.Database.GetMigrations().ToList();
        KnownSchemas.Demand(await context.Database.GetAppliedMigrationsAsync(cancellationToken), known);
        if ((await context.Database.GetPendingMigrationsAsync(cancellationToken)).Any())
        {
            await change.RunAsync(known[^1], async () =>
            {
                await ClearStaleMigrationLockAsync(context, cancellationToken);
                await DatabaseRules.RemoveAsync(context, cancellationToken);
                await context.Database.MigrateAsync(cancellationToken);
                await ApplyRulesAsync(context, cancellationToken);
            });
        }
        else
        {
            await ApplyRulesAsync(context, cancellationToken);
        }

        await ReferenceData.AddToNewDatabaseAsync(context, time, cancellationToken);
        foreach (var value in await new WrongValues(contexts).ReadAsync(context, cancellationToken))
        {
            logger.WrongValue(value.ToString());
        }

        schema.Version = known[^1];
        logger.Ready(known[^1]);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task ApplyRulesAsync(VoiceOpsContext context, CancellationToken cancellationToken)
    {
        await DefaultRows.SettleAsync(context, logger, cancellationToken);
        await DatabaseRules.ApplyAsync(context, cancellationToken);
    }

    // On SQLite the lock of a migration is a row that outlives a kill, and the next migration would wait for it forever.
    // The database is this process's alone, so a row that is there is nobody's.
    private static async Task ClearStaleMigrationLockAsync(VoiceOpsContext context, CancellationToken cancellationToken)
    {
        if (context.Database.IsSqlite())
        {
            await context.Database.ExecuteSqlRawAsync("""DROP TABLE IF EXISTS "__EFMigrationsLock";""", cancellationToken);
        }
    }
}
