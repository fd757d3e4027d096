using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.History.Import;
using VoiceOps.Voice.Ledger;

namespace VoiceOps.Benchmarks;

/// <summary>Measures how long callers wait while an export is imported beside them, and what somebody who looks meanwhile sees of it.</summary>
internal static class ImportCommand
{
    private const int RowsOfACall = 20;
    private static readonly TimeSpan LengthOfCalls = TimeSpan.FromSeconds(45);
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(5);
    private static readonly string[] Services = ["twilio", "deepgram", "elevenlabs", "cerebras"];

    public static Command Create()
    {
        var database = CommandOptions.Database("a database that \"events\" made; the rows stay in it");
        var rows = CommandOptions.Count("--rows", 200_000, "how many usage rows are imported");
        var callsAMinute = CommandOptions.Count("--calls-a-minute", 30, "how many callers come meanwhile");
        var export = CommandOptions.Count("--export", 1, "another number for another export, since the same one adds nothing");
        var command = new Command("import", "Measures how long callers wait while an export of the old system is imported beside them.") { database, rows, callsAMinute, export };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            Path.GetFullPath(parsed.GetRequiredValue(database)), parsed.GetValue(rows), parsed.GetValue(callsAMinute), parsed.GetValue(export),
            parsed.InvocationConfiguration.Output, cancellationToken));
        return command;
    }

    private static async Task RunAsync(string path, int rows, int callsAMinute, int number, TextWriter output, CancellationToken cancellationToken)
    {
        await using var store = await Store.OpenExistingAsync(path, cancellationToken);
        var (contexts, writer) = (store.Get<IDbContextFactory<VoiceOpsContext>>(), store.Get<LedgerWriter>());
        var files = Export(rows, number);
        var line = new LiveLine(contexts, writer, store.Get<CallTermsReader>(), store.Get<CommitSignal>(), store.Get<TimeProvider>());
        using var hangUp = new CancellationTokenSource();
        var calls = line.RunAsync(callsAMinute, LengthOfCalls, hangUp.Token);
        await Task.Delay(Settling, cancellationToken);
        var before = line.Waits.Count;
        using var stopLooking = new CancellationTokenSource();
        var looking = Task.Run(() => Look(path, stopLooking.Token), cancellationToken);

        var (watch, steps) = (Stopwatch.StartNew(), new Steps());
        var report = await new Importer(contexts, writer, store.Get<TimeProvider>(), NullLogger<Importer>.Instance).ImportAsync(files, OtherNames.None, steps, cancellationToken);
        var took = watch.Elapsed;
        await Task.Delay(Settling, cancellationToken);
        await stopLooking.CancelAsync();
        await hangUp.CancelAsync();
        await calls;

        var seen = await looking;
        var waits = line.Waits.Skip(before).Order().ToList();
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"""
            {report.Counts[^1].New:N0} rows of {report.Counts[^2].New:N0} calls in {took.TotalSeconds:0.0} s: prepared in {steps.Staged.TotalSeconds:0.0} s, made visible in {(took - steps.Staged).TotalSeconds:0.0} s, the last try in {(took - steps.LastTry).TotalSeconds:0.00} s after {steps.GaveWay} that gave way.
            {waits.Count} webhooks meanwhile: {waits.Sum(wait => wait.TotalMilliseconds) / Math.Max(1, waits.Count):0} ms on average, {(waits.Count == 0 ? 0 : waits[^1].TotalMilliseconds):0} ms at most.
            Whoever looked saw so many of its rows: {string.Join(", ", seen.Select(count => count.ToString("N0", CultureInfo.InvariantCulture)))}.
            """));
    }

    /// <summary>Another client of the database, that counts the imported rows as fast as it can. Every count that it has seen.</summary>
    private static SortedSet<long> Look(string path, CancellationToken stop)
    {
        using var connection = new SqliteConnection($"Data Source={path};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM api_call_events WHERE event_key >= 'import/' AND event_key < 'import0'";
        var seen = new SortedSet<long>();
        while (!stop.IsCancellationRequested)
        {
            seen.Add((long)command.ExecuteScalar()!);
            stop.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(20));
        }

        return seen;
    }

    /// <summary>A year of the old system's calls, ending a year ago. Another number is another export.</summary>
    private static ImportFile[] Export(int rows, int number)
    {
        var (calls, events) = (new StringBuilder("id,call_sid,created_at,duration_seconds\n"), new StringBuilder("id,call_id,service,usage_amount,cost,created_at\n"));
        var start = TimeProvider.System.GetUtcNow().UtcDateTime.Date.AddYears(-2);
        var step = TimeSpan.FromDays(365) / ((double)rows / RowsOfACall);
        for (var row = 0; row < rows; row++)
        {
            var call = row / RowsOfACall;
            var at = start + (step * call);
            if (row % RowsOfACall == 0)
            {
                calls.Append(CultureInfo.InvariantCulture, $"{number}-{call},CA{number:x8}{(uint)(call * 2654435761L):x24},{at:yyyy-MM-dd HH:mm:ss},{60 + (call % 200)}\n");
            }

            events.Append(CultureInfo.InvariantCulture, $"{number}-{row},{number}-{call},{Services[row % Services.Length]},{1 + (row % 90)},0.0{row % 97:00},{at.AddSeconds(row % RowsOfACall):yyyy-MM-dd HH:mm:ss}\n");
        }

        return [new ImportFile("calls.csv", Encoding.UTF8.GetBytes(calls.ToString())), new ImportFile("api_call_events.csv", Encoding.UTF8.GetBytes(events.ToString()))];
    }

    /// <summary>When each part began, from the start on.</summary>
    private sealed class Steps : IProgress<ImportProgress>
    {
        private readonly long _started = Stopwatch.GetTimestamp();
        private bool _isPublishing;

        public TimeSpan Staged { get; private set; }

        public TimeSpan LastTry { get; private set; }

        public int GaveWay { get; private set; }

        public void Report(ImportProgress value)
        {
            if (value.Step == ImportStep.Publishing && (!_isPublishing || value.GaveWay > GaveWay))
            {
                // Told after the first slice of a try, some milliseconds after it began.
                LastTry = Stopwatch.GetElapsedTime(_started);
                (_isPublishing, GaveWay) = (true, value.GaveWay);
            }
            else if (value.Step == ImportStep.Staging)
            {
                Staged = Stopwatch.GetElapsedTime(_started);
            }
        }
    }
}
