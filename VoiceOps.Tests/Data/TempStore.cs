using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using VoiceOps.Voice.Data;

namespace VoiceOps.Tests.Data;

/// <summary>A database file of its own, gone with the test.</summary>
internal sealed class TempStore : IDbContextFactory<VoiceOpsContext>, IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"voiceops-test-{Guid.NewGuid():N}.db");
    private readonly DbContextOptions<VoiceOpsContext> _options;

    public TempStore(params IInterceptor[] interceptors)
    {
        _options = new DbContextOptionsBuilder<VoiceOpsContext>().UseSqlite(ConnectionString).AddInterceptors(interceptors).Options;
        using var context = CreateDbContext();
        context.Database.EnsureCreated();
        context.Database.ExecuteSqlRaw("PRAGMA journal_mode=WAL");
    }

    public string ConnectionString => $"Data Source={_path}";

    public VoiceOpsContext CreateDbContext() => new(_options);

    public T Scalar<T>(string sql)
    {
        using var connection = new SqliteConnection(ConnectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (T)command.ExecuteScalar()!;
    }

    public void Dispose()
    {
        using (var connection = new SqliteConnection(ConnectionString))
        {
            SqliteConnection.ClearPool(connection);
        }

        foreach (var suffix in new[] { "", "-wal", "-shm" })
        {
            File.Delete(_path + suffix);
        }
    }
}
