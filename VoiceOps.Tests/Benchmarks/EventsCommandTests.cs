using System.CommandLine;
using Microsoft.Data.Sqlite;
using VoiceOps.Benchmarks;
using Xunit;

namespace VoiceOps.Tests.Benchmarks;

public sealed class EventsCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("voiceops-events-");

    private string Database => Path.Combine(_folder.FullName, "made.db");

    [Fact]
    public async Task Run_Count_MakesThatManyRowsWhoseRollupsAgree()
    {
        Assert.Equal(0, await RunAsync(TextWriter.Null));

        Assert.InRange(Scalar("SELECT COUNT(*) FROM api_call_events"), 3_000, 4_500);
        Assert.Equal(0, Scalar("SELECT (SELECT SUM(cost_nanos) FROM api_call_events) - (SELECT SUM(cost_nanos) FROM cost_rollups)"));
        Assert.Equal(0, Scalar("SELECT (SELECT COUNT(*) FROM calls WHERE started_at IS NOT NULL) - (SELECT SUM(call_count) FROM call_rollups)"));
        Assert.Equal(0, Scalar("SELECT SUM(amount_nanos) FROM ledger_entries"));
        Assert.True(Scalar("SELECT COUNT(DISTINCT substr(created_at, 1, 10)) FROM calls") > 5);
    }

    // Made-up calls must not join real ones.
    [Fact]
    public async Task Run_FileThatExists_IsLeftAlone()
    {
        await File.WriteAllTextAsync(Database, "somebody's");
        var output = new StringWriter();

        Assert.Equal(1, await RunAsync(output));

        Assert.Contains("name a new file", output.ToString());
        Assert.Equal("somebody's", await File.ReadAllTextAsync(Database));
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    private Task<int> RunAsync(TextWriter output) =>
        EventsCommand.Create().Parse(["--database", Database, "--count", "3000", "--days", "10"])
            .InvokeAsync(new InvocationConfiguration { Output = output }, TestContext.Current.CancellationToken);

    private long Scalar(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Database}");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }
}
