using System.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using VoiceOps.Voice.Data;

namespace VoiceOps.Voice.Reporting;

internal static class ReadTransaction
{
    /// <summary>One state of the books for everything that is read. SQLite's is deferred: it takes no lock, so it never holds up the writer.</summary>
    public static async Task<IDbContextTransaction> BeginReadAsync(this VoiceOpsContext context, CancellationToken cancellationToken)
    {
        await context.Database.OpenConnectionAsync(cancellationToken);
        if (context.Database.GetDbConnection() is not SqliteConnection sqlite)
        {
            return await context.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        }

        // A report walks some thousand pages more than once; the default holds 500, and memory is taken only for pages that are read.
        await context.Database.ExecuteSqlRawAsync("PRAGMA cache_size = -16384;", cancellationToken);
        var transaction = sqlite.BeginTransaction(deferred: true);
        return (await context.Database.UseTransactionAsync(transaction, cancellationToken))!;
    }
}
