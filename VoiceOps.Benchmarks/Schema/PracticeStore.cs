using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Logging;
using VoiceOps.Voice.Data;

namespace VoiceOps.Benchmarks.Schema;

/// <summary>A database as the program opens it when its schema lacks the practice migrations.</summary>
internal sealed class PracticeStore(string path, params IInterceptor[] interceptors) : IDbContextFactory<VoiceOpsContext>
{
    private readonly DbContextOptions<VoiceOpsContext> _options = new DbContextOptionsBuilder<VoiceOpsContext>().UseSqlite($"Data Source={path}")
        .AddInterceptors([new SqliteConnectionSettings(), .. interceptors]).ReplaceService<IMigrationsAssembly, PracticeMigrations>()
        .ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.NonTransactionalMigrationOperationWarning)).Options;

    public VoiceOpsContext CreateDbContext() => new(_options);

    /// <summary>What the program's start does: it puts back what was not done, changes the schema and guards the tables.</summary>
    public async Task StartAsync(ILoggerFactory logging, CancellationToken cancellationToken)
    {
        using var databaseLock = new DatabaseLock($"Data Source={path}");
        await new DatabaseInitializer(this, databaseLock, new DatabaseSchema(), TimeProvider.System, logging.CreateLogger<DatabaseInitializer>()).StartAsync(cancellationToken);
    }

    /// <summary>What is wrong with a database after its change; null when it is whole, changed once, guarded and alone.</summary>
    public async Task<string?> ProblemAsync(long calls, long rows, CancellationToken cancellationToken)
    {
        await using var context = CreateDbContext();
        async Task<long> CountAsync(string sql)
        {
            var value = $"SELECT ({sql}) AS \"Value\"";
            return (await context.Database.SqlQueryRaw<long>(value).ToListAsync(cancellationToken))[0];
        }

        const string changed = "SELECT COUNT(*) FROM calls WHERE practice_one = id AND practice_two = id AND practice_three IS NULL";
        return await CountAsync("SELECT COUNT(*) FROM pragma_integrity_check() WHERE integrity_check <> 'ok'") > 0 ? "pages are damaged"
            : await CountAsync(changed) != calls ? $"{await CountAsync(changed)} of {calls} calls are changed"
            : await CountAsync("SELECT COUNT(*) FROM practice_rows") != rows ? "the table of rows is not whole"
            : await CountAsync("SELECT COUNT(*) FROM api_call_events") != rows ? "usage rows are lost"
            : await CountAsync("SELECT COUNT(*) FROM sqlite_master WHERE type = 'trigger' AND name IN ('api_call_events_no_update', 'accounts_form_update')") != 2 ? "rules are lost"
            : Directory.GetFiles(Path.GetDirectoryName(Path.GetFullPath(path))!, $"{Path.GetFileName(path)}.schema-*").Length > 0 ? "a copy is left"
            : null;
    }
}
