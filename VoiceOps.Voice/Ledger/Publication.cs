using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Metering;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Ledger;

/// <summary>
/// Copies staged books into the database, slice by slice in one transaction, so that whoever looks sees all of them or none. Whether it may go on is asked
/// between two slices: nobody who has to go first waits for longer than one.
/// </summary>
internal sealed class Publication : IAsyncDisposable
{
    // 10 to 20 ms of an idle core, most of it for the indexes.
    private const int SliceRows = 2_000;

    private readonly VoiceOpsContext _context;
    private readonly TimeProvider _time;

    private Publication(VoiceOpsContext context, TimeProvider time) => (_context, _time) = (context, time);

    /// <summary>Those of the last try, rollups included.</summary>
    public long Rows { get; private set; }

    /// <summary>How long the commit itself took: nothing can make it give way.</summary>
    public TimeSpan CommitTook { get; private set; }

    private SqliteConnection Connection => (SqliteConnection)_context.Database.GetDbConnection();

    public static async Task<Publication> OpenAsync(IDbContextFactory<VoiceOpsContext> contexts, StagedBooks staged, TimeProvider time, CancellationToken cancellationToken)
    {
        var publication = new Publication(await contexts.OpenAsync(cancellationToken), time);
        try
        {
            await SqliteConnectionSettings.OpenForRowsAsync(publication._context, cancellationToken);
            // The log goes to the database after the commit, when nobody waits for this connection any more.
            await publication._context.Database.ExecuteSqlAsync($"ATTACH DATABASE {staged.File} AS staged", cancellationToken);
            await publication._context.Database.ExecuteSqlRawAsync("PRAGMA wal_autocheckpoint = 0", cancellationToken);
            return publication;
        }
        catch
        {
            await publication._context.DisposeAsync();
            throw;
        }
    }

    /// <summary>One try. <paramref name="holds"/> reads inside the transaction; <paramref name="goesOn"/> is null for going on, else why not.</summary>
    public async Task<PublicationResult> TryAsync(
        Func<VoiceOpsContext, CancellationToken, Task<bool>> holds, Func<PublicationResult?> goesOn, Action<long, long> progress, CancellationToken cancellationToken)
    {
        await using var transaction = await _context.Database.BeginTransactionAsync(cancellationToken);
        if (!await holds(_context, cancellationToken))
        {
            return PublicationResult.Outdated;
        }

        var tables = StagedTable.All(_context.Model, Last, UtcTextConverter.Write(_time.GetUtcTime()));
        var (done, all) = (0L, tables.Sum(table => Number($"SELECT COUNT(*) FROM staged.{table.Name}") ?? 0));
        foreach (var table in tables)
        {
            var after = 0L;
            while (SliceEnd(table, after) is { } upTo)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (goesOn() is { } reason)
                {
                    return reason;
                }

                done += Copy(table, after, upTo);
                progress(done, all);
                after = upTo;
            }
        }

        var started = _time.GetTimestamp();
        await transaction.CommitAsync(cancellationToken);
        (Rows, CommitTook) = (done, _time.GetElapsedTime(started));
        return PublicationResult.Published;
    }

    /// <summary>Brings the log into the database, beside those who write, and lets go of the staged books.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await _context.Database.ExecuteSqlRawAsync("PRAGMA main.wal_checkpoint(PASSIVE); DETACH DATABASE staged;");
        }
        finally
        {
            await _context.DisposeAsync();
        }
    }

    // Ids are never given twice, so the next one does not follow from the rows.
    private long Last(string table) => Number($"SELECT seq FROM main.sqlite_sequence WHERE name = '{table}'") ?? 0;

    /// <summary>The last row of the slice after a row; null when there is none.</summary>
    private long? SliceEnd(StagedTable table, long after) =>
        Number(string.Create(CultureInfo.InvariantCulture, $"SELECT MAX(rowid) FROM (SELECT rowid FROM staged.{table.Name} WHERE rowid > {after} ORDER BY rowid LIMIT {SliceRows})"));

    private long? Number(string sql)
    {
        using var command = Command(sql);
        return command.ExecuteScalar() as long?;
    }

    private int Copy(StagedTable table, long after, long upTo)
    {
        using var command = Command(table.Sql);
        command.Parameters.AddWithValue("@after", after);
        command.Parameters.AddWithValue("@upTo", upTo);
        return command.ExecuteNonQuery();
    }

    private SqliteCommand Command(string sql)
    {
        var command = Connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = (SqliteTransaction?)_context.Database.CurrentTransaction?.GetDbTransaction();
        return command;
    }
}
