using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using VoiceOps.Voice.Data;

namespace VoiceOps.Voice.Ledger;

/// <summary>
/// What an import or a repricing is going to add, written beforehand by the code that writes the books, into books of their own: a file beside the
/// database, for which nobody waits. They are made visible by <see cref="Publication"/>. See docs/decisions/0006.
/// </summary>
internal sealed class StagedBooks : IDbContextFactory<VoiceOpsContext>, IAsyncDisposable
{
    /// <summary>Calls and personas that are new have ids from here on, and get ids of the database when they are made visible. All other ids are the database's.</summary>
    public const long NewIds = 1L << 40;

    private const string Suffix = "-staged-";

    private readonly SqliteConnection _connection;
    private readonly DbContextOptions<VoiceOpsContext> _options;
    private readonly TimeProvider _time;

    private StagedBooks(string file, TimeProvider time)
    {
        File = file;
        _time = time;
        // Accounts, and calls that are there already, are not in this file.
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, ForeignKeys = false, Pooling = false }.ToString());
        _options = new DbContextOptionsBuilder<VoiceOpsContext>().UseSqlite(_connection).Options;
    }

    public string File { get; }

    /// <summary>Empty books. <paramref name="what"/> is a word for the file's name.</summary>
    public static async Task<StagedBooks> OpenAsync(IDbContextFactory<VoiceOpsContext> contexts, string what, TimeProvider time, CancellationToken cancellationToken)
    {
        var database = await FileOfAsync(contexts, cancellationToken);
        System.IO.File.Delete($"{database}{Suffix}{what}");
        var books = new StagedBooks($"{database}{Suffix}{what}", time);
        try
        {
            await books._connection.OpenAsync(cancellationToken);
            // A file that is made anew each time needs to survive nothing.
            books.Execute("PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF;");
            await using var context = books.CreateDbContext();
            await context.Database.EnsureCreatedAsync(cancellationToken);
            books.DropIndexes();
            return books;
        }
        catch
        {
            await books.DisposeAsync();
            throw;
        }
    }

    /// <summary>Deletes what a kill left behind beside the database; returns the number of files.</summary>
    public static async Task<int> DropLeftOverAsync(IDbContextFactory<VoiceOpsContext> contexts, CancellationToken cancellationToken)
    {
        // A database in memory has no file, and no past.
        if (await FileOfAsync(contexts, cancellationToken) is not { Length: > 0 } file)
        {
            return 0;
        }

        var left = new DirectoryInfo(Path.GetDirectoryName(file)!).GetFiles($"{Path.GetFileName(file)}{Suffix}*");
        foreach (var staged in left)
        {
            staged.Delete();
        }

        return left.Length;
    }

    public VoiceOpsContext CreateDbContext() => new(_options);

    public Task AddAsync(IReadOnlyList<LedgerBatch> batches, CancellationToken cancellationToken) => new LedgerStore(this, _time).CommitAsync(batches, cancellationToken);

    /// <summary>Takes the usage rows of these calls out again, and out of the rollups.</summary>
    public async Task RemoveAsync(IReadOnlyCollection<long> callIds, CancellationToken cancellationToken)
    {
        await using var context = CreateDbContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var rows = context.UsageEventsAndTests.Where(row => callIds.Contains(row.CallId));
        var rollups = new RollupDeltas();
        (await rows.AsNoTracking().ToListAsync(cancellationToken)).ForEach(rollups.Remove);
        await rows.ExecuteDeleteAsync(cancellationToken);
        rollups.WriteTo(context);
        await context.CostRollups.Where(row => row.EventCount == 0).ExecuteDeleteAsync(cancellationToken);
        await context.HourlyCosts.Where(row => row.UsageMicros == 0 && row.CostNanos == 0 && row.UnpricedCount == 0).ExecuteDeleteAsync(cancellationToken);
        await context.CallTotals.Where(row => row.EventCount == 0).ExecuteDeleteAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        System.IO.File.Delete(File);
    }

    // Of an open connection it is the full path, however the database is addressed.
    private static async Task<string> FileOfAsync(IDbContextFactory<VoiceOpsContext> contexts, CancellationToken cancellationToken)
    {
        await using var context = await contexts.OpenAsync(cancellationToken);
        await context.Database.OpenConnectionAsync(cancellationToken);
        return context.Database.GetDbConnection().DataSource;
    }

    // Only what keeps a key from standing twice is of use here; nothing is looked up.
    private void DropIndexes()
    {
        using var command = _connection.CreateCommand();
        command.CommandText = """SELECT group_concat('DROP INDEX "' || name || '";', ' ') FROM sqlite_master WHERE type = 'index' AND sql LIKE 'CREATE INDEX%'""";
        Execute((string)command.ExecuteScalar()!);
    }

    private void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
