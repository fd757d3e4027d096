using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace VoiceOps.Voice.Data;

/// <summary>WAL lets pages read while the writer writes; FULL makes a commit survive the power failing.</summary>
internal sealed class SqliteConnectionSettings : DbConnectionInterceptor
{
    // Whoever finds the database locked waits so long, not the half minute of a command's own timeout: a caller whose call
    // cannot be recorded hears within it that nobody answers (Twilio waits 15 s), and operators see that the books cannot be written.
    // Not less: nobody queues for the lock, so beside a writer that is always at work a webhook's one row may have no luck for long:
    // with 5 s, two calls of a soak of 200 at a time were turned away.
    private const int BusySeconds = 10;

    /// <summary>What the log is cut to when it begins anew: what a checkpoint of 10,000 pages leaves, and half as much again.</summary>
    public const long LogBytes = 64_000_000;

    // The log goes to the database every 40 MB, not every 4: pages that are written to again and again go there once. Of every connection,
    // because whoever commits next does it: with the default a webhook's one row would wait for the writer's thousands. The cache is
    // SQLite's own default, for a connection that comes back from whoever had it larger.
    private const string Pragmas =
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA busy_timeout = 10000; PRAGMA temp_store = DEFAULT; "
        + "PRAGMA wal_autocheckpoint = 10000; PRAGMA journal_size_limit = 64000000; PRAGMA cache_size = -2000;";

    /// <summary>
    /// Opens the context's connection for a transaction of many rows: each insert that can fail on a foreign key has a journal
    /// of its own, and in a file it costs more than the insert; and keys fall anywhere in indexes of millions. That memory is
    /// for the writer alone: a report may sort millions of rows.
    /// </summary>
    public static async Task OpenForRowsAsync(VoiceOpsContext context, CancellationToken cancellationToken)
    {
        await context.Database.OpenConnectionAsync(cancellationToken);
        if (context.Database.IsSqlite())
        {
            await context.Database.ExecuteSqlRawAsync("PRAGMA temp_store = MEMORY; PRAGMA cache_size = -65536;", cancellationToken);
        }
    }

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        ((SqliteConnection)connection).DefaultTimeout = BusySeconds;
        using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        ((SqliteConnection)connection).DefaultTimeout = BusySeconds;
        await using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
