using System.CommandLine;
using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using VoiceOps.Web.Hosting;

namespace VoiceOps.Benchmarks.Schema;

/// <summary>Kills the program again and again while it changes the schema of a large database, and looks whether the next start mends it.</summary>
internal static class SchemaKillsCommand
{
    public static Command Create()
    {
        var database = CommandOptions.Database("a database that \"events\" made; it stays as it is, and needs twice its room beside it");
        var times = CommandOptions.Count("--times", 20, "kills, spread over the length of one whole change");
        var command = new Command("schema-kills", "Kills the program while it changes the schema of a large database, again and again, and starts it once more each time.") { database, times };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            parsed.GetRequiredValue(database), parsed.GetValue(times), parsed.InvocationConfiguration.Output, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string path, int times, TextWriter output, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            throw new StartupException($"There is no database at {path}: the events command makes one.");
        }

        var folder = Directory.CreateDirectory($"{Path.GetFullPath(path)}-kills");
        var work = Path.Combine(folder.FullName, "voiceops.db");
        try
        {
            var (calls, rows) = (Count(path, "calls"), Count(path, "api_call_events"));
            var whole = await WholeAsync(path, work, cancellationToken);
            await output.WriteLineAsync($"{calls:N0} calls, {rows:N0} usage rows. A whole change takes {whole.TotalSeconds:0.0} s.");
            var bad = 0;
            for (var kill = 0; kill < times; kill++)
            {
                var after = whole * (kill + 0.5) / times;
                var problem = await OnceAsync(path, work, after, calls, rows, cancellationToken);
                bad += problem is null ? 0 : 1;
                await output.WriteLineAsync($"killed after {after.TotalSeconds,6:0.00} s: {problem ?? "the next start ended it"}");
            }

            await output.WriteLineAsync($"{times - bad} of {times} good.");
            return bad == 0 ? 0 : 1;
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            folder.Delete(recursive: true);
        }
    }

    private static async Task<TimeSpan> WholeAsync(string path, string work, CancellationToken cancellationToken)
    {
        Begin(path, work);
        var watch = Stopwatch.StartNew();
        using var process = Start(work);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0 ? watch.Elapsed : throw new StartupException("The change failed without being killed; run schema-change on a copy to see why.");
    }

    private static async Task<string?> OnceAsync(string path, string work, TimeSpan after, long calls, long rows, CancellationToken cancellationToken)
    {
        Begin(path, work);
        using (var process = Start(work))
        {
            await Task.WhenAny(process.WaitForExitAsync(cancellationToken), Task.Delay(after, TimeProvider.System, cancellationToken));
            process.Kill();
            await process.WaitForExitAsync(cancellationToken);
        }

        try
        {
            var store = new PracticeStore(work);
            await store.StartAsync(NullLoggerFactory.Instance, cancellationToken);
            return await store.ProblemAsync(calls, rows, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return $"it does not start: {exception.Message}";
        }
    }

    private static void Begin(string path, string work)
    {
        SqliteConnection.ClearAllPools();
        foreach (var left in Directory.GetFiles(Path.GetDirectoryName(work)!))
        {
            File.Delete(left);
        }

        File.Copy(path, work);
        if (File.Exists($"{path}-wal"))
        {
            File.Copy($"{path}-wal", $"{work}-wal");
        }
    }

    private static Process Start(string work) => Process.Start(new ProcessStartInfo("dotnet", [typeof(SchemaKillsCommand).Assembly.Location, SchemaChangeCommand.Name, "--database", work])
    {
        UseShellExecute = false,
        RedirectStandardOutput = true,
    })!;

    private static long Count(string path, string table)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT COUNT(*) FROM {table}";
        return (long)command.ExecuteScalar()!;
    }
}
