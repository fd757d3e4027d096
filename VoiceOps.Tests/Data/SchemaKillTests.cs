using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using VoiceOps.Benchmarks.Schema;
using VoiceOps.Tests.Fakes;
using VoiceOps.Tests.Hosting;
using Xunit;

namespace VoiceOps.Tests.Data;

/// <summary>A process that is really killed while it changes the schema; <c>VoiceOps.Benchmarks schema-kills</c> does it again and again on as many calls as one likes.</summary>
[NeedsProgram]
public sealed class SchemaKillTests
{
    private const int Calls = 20_000;

    [Theory]
    [InlineData("part")]
    [InlineData("copy")]
    public async Task Start_AfterAKillInTheMiddleOfAChange_EndsIt(string at)
    {
        await using var process = new AppProcess([], await MakeAsync(), [], "VoiceOps.Benchmarks", path => [SchemaChangeCommand.Name, "--database", path]);
        var database = process.DatabasePath;

        await Eventually.TrueAsync(() => Directory.GetFiles(Path.GetDirectoryName(database)!, $"voiceops.db.schema-{at}-*").Length > 0, () => process.Log);
        await process.KillAsync();
        var store = new PracticeStore(database);
        await store.StartAsync(NullLoggerFactory.Instance, TestContext.Current.CancellationToken);

        Assert.Null(await store.ProblemAsync(Calls, rows: 0, TestContext.Current.CancellationToken));
        SqliteConnection.ClearAllPools();
    }

    private static async Task<byte[]> MakeAsync()
    {
        await using var store = await TempStore.CreateAsync();
        store.Execute($"""
            WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < {Calls})
            INSERT INTO calls (id, call_sid, direction, status, app_version, price_per_minute, billing_increment_seconds, created_at)
            SELECT n, 'CA' || n, 'inbound', 'completed', 'x', '0', 1, '2026-06-10 00:00:00.000000' FROM number;
            """);
        SqliteConnection.ClearAllPools();
        return await File.ReadAllBytesAsync(new SqliteConnectionStringBuilder(store.ConnectionString).DataSource, TestContext.Current.CancellationToken);
    }
}
