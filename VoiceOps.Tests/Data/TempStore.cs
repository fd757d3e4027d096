using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using VoiceOps.Voice.Data;

namespace VoiceOps.Tests.Data;

/// <summary>A new database in a file of its own, as the program makes one; gone with the test. It is made once and copied: migrations take longer than most tests.</summary>
internal sealed partial class TempStore : IDbContextFactory<VoiceOpsContext>, IAsyncDisposable
{
    private static readonly Lazy<Task<byte[]>> New = new(MakeAsync);

    private readonly string _path = Path.Combine(Path.GetTempPath(), $"voiceops-test-{Guid.NewGuid():N}.db");
    private readonly DbContextOptions<VoiceOpsContext> _options;

    private TempStore(IEnumerable<IInterceptor> interceptors)
    {
        _options = new DbContextOptionsBuilder<VoiceOpsContext>()
            .UseSqlite(ConnectionString).AddInterceptors([new SqliteConnectionSettings(), .. interceptors]).Options;
    }

    public string ConnectionString => $"Data Source={_path}";

    /// <summary>Before anything has made its tables.</summary>
    public static TempStore Empty() => new([]);

    public static async Task<TempStore> CreateAsync(params IInterceptor[] interceptors)
    {
        var store = new TempStore(interceptors);
        await File.WriteAllBytesAsync(store._path, await NewAsync());
        return store;
    }

    /// <summary>The file of a new database.</summary>
    public static Task<byte[]> NewAsync() => New.Value;

    private static async Task<byte[]> MakeAsync()
    {
        await using var store = Empty();
        await using (var context = store.CreateDbContext())
        {
            await context.Database.MigrateAsync();
            await DatabaseRules.ApplyAsync(context, CancellationToken.None);
            await ReferenceData.AddToNewDatabaseAsync(context, TimeProvider.System, CancellationToken.None);
        }

        // With its last connection gone, all of it is in the one file.
        using (var connection = new SqliteConnection(store.ConnectionString))
        {
            SqliteConnection.ClearPool(connection);
        }

        return await File.ReadAllBytesAsync(store._path);
    }

    public VoiceOpsContext CreateDbContext() => new(_options);

    public IReadOnlyList<T> Column<T>(string sql)
    {
        using var connection = new SqliteConnection(ConnectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var values = new List<T>();
        while (reader.Read())
        {
            values.Add(reader.GetFieldValue<T>(0));
        }

        return values;
    }

    /// <summary>Runs a statement as somebody with a database client would.</summary>
    public void Execute(string sql)
    {
        using var connection = new SqliteConnection(ConnectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>Whether the database's own file holds these bytes anywhere, used or free.</summary>
    public bool FileContains(string text)
    {
        using var file = new FileStream(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file, Encoding.Latin1);
        return reader.ReadToEnd().Contains(text, StringComparison.Ordinal);
    }

    /// <summary>How the database would find the rows, with no values bound.</summary>
    public IReadOnlyList<string> Plan(string sql)
    {
        using var connection = new SqliteConnection(ConnectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"EXPLAIN QUERY PLAN {sql}";
        foreach (Match name in ParameterName().Matches(sql))
        {
            if (!command.Parameters.Contains(name.Value))
            {
                command.Parameters.AddWithValue(name.Value, DBNull.Value);
            }
        }

        using var reader = command.ExecuteReader();
        var steps = new List<string>();
        while (reader.Read())
        {
            steps.Add(reader.GetString(reader.GetOrdinal("detail")));
        }

        return steps;
    }

    public ValueTask DisposeAsync()
    {
        using (var connection = new SqliteConnection(ConnectionString))
        {
            SqliteConnection.ClearPool(connection);
        }

        foreach (var suffix in new[] { "", "-wal", "-shm", ".lock" })
        {
            File.Delete(_path + suffix);
        }

        return ValueTask.CompletedTask;
    }

    [GeneratedRegex("@[a-z0-9_]+", RegexOptions.IgnoreCase)]
    private static partial Regex ParameterName();
}
