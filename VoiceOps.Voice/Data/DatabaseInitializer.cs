using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace VoiceOps.Voice.Data;

/// <summary>Brings the database to this program's schema before anything else starts; registered first for that.</summary>
internal sealed class DatabaseInitializer(
    IDbContextFactory<VoiceOpsContext> contexts, DatabaseSchema schema, TimeProvider time, ILogger<DatabaseInitializer> logger) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var known = context.Database.GetMigrations().ToList();
        var newer = (await context.Database.GetAppliedMigrationsAsync(cancellationToken)).Except(known).ToList();
        if (newer.Count > 0)
        {
            throw new DatabaseNewerException(newer[^1], known[^1]);
        }

        await context.Database.MigrateAsync(cancellationToken);
        await DatabaseRules.ApplyAsync(context, cancellationToken);
        await ReferenceData.AddToNewDatabaseAsync(context, time, cancellationToken);
        schema.Version = known[^1];
        logger.Ready(known[^1]);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
