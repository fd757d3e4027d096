using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Data;

/// <summary>
/// Keeps SQLite's write-ahead log small. SQLite itself shortens it only when a commit begins it anew, and after a long reader or a large import that may be
/// long after all of it has been copied. Nobody waits for this: what is in the log is copied while others write, and it is cut off only when nothing is left.
/// </summary>
public sealed class WriteAheadLog(IDbContextFactory<VoiceOpsContext> contexts, TimeProvider time, ILogger<WriteAheadLog> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    /// <summary>What it may take before anything is done: a little more than SQLite copies by itself (SqliteConnectionSettings).</summary>
    internal long Kept { get; init; } = SqliteConnectionSettings.LogBytes;

    public WriteAheadLogState State { get; private set; } = new(0, null);

    /// <summary>Copies and cuts the log if it is large, and takes note of whether it could be.</summary>
    internal async Task LookAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.OpenAsync(cancellationToken);
        if (!context.Database.IsSqlite())
        {
            return;
        }

        await context.Database.OpenConnectionAsync(cancellationToken);
        var connection = context.Database.GetDbConnection();
        if (Bytes(connection) > Kept && await IsCopiedAsync(connection, cancellationToken))
        {
            // Nothing is left to copy, so it holds nobody up; and it does not wait for whoever is at work just now.
            await CheckpointAsync(connection, "PRAGMA busy_timeout = 0; PRAGMA wal_checkpoint(TRUNCATE);", cancellationToken);
        }

        Tell(Bytes(connection));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is DbException or IOException)
            {
                // The status tells of a database that is away.
                logger.LogNotShortened(exception);
            }
        }
    }

    private void Tell(long bytes)
    {
        var was = State.PinnedSince;
        State = new WriteAheadLogState(bytes, bytes > Kept ? was ?? time.GetUtcTime() : null);
        if (was is null && State.PinnedSince is not null)
        {
            logger.LogPinned(bytes / 1_000_000);
        }
        else if (was is not null && State.PinnedSince is null)
        {
            logger.LogShortened();
        }
    }

    private static async Task<bool> IsCopiedAsync(DbConnection connection, CancellationToken cancellationToken) =>
        await CheckpointAsync(connection, "PRAGMA wal_checkpoint(PASSIVE);", cancellationToken) is (0, var frames, var copied) && frames == copied;

    private static async Task<(long Busy, long Frames, long Copied)> CheckpointAsync(DbConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        // The first statement of two tells its own value.
        while (reader.FieldCount < 3 && await reader.NextResultAsync(cancellationToken))
        {
        }

        return await reader.ReadAsync(cancellationToken) ? (reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2)) : (1, 0, 0);
    }

    private static long Bytes(DbConnection connection) => new FileInfo(connection.DataSource + "-wal") is { Exists: true } file ? file.Length : 0;
}
