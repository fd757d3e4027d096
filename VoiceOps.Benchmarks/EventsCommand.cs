using System.CommandLine;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using VoiceOps.Simulation.Demo;
using VoiceOps.Voice.Calls.Journal;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Pricing;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Benchmarks;

/// <summary>Makes a large database out of the demo's calls: every row comes from a call's meters and goes through the ledger store.</summary>
internal static class EventsCommand
{
    // Of the demo's calls, measured; a second round makes up for what a draw falls short of it.
    private const double RowsPerCall = 39;

    public static Command Create()
    {
        var database = CommandOptions.Database("the new database");
        var count = CommandOptions.Count("--count", 10_000_000, "usage rows, or a few more");
        var days = CommandOptions.Count("--days", 90, "the days that they are spread over");
        var seed = CommandOptions.Count("--seed", 1, "another seed makes other calls");
        var command = new Command("events", "Makes a new database with that many usage rows of simulated calls.") { database, count, days, seed };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            parsed.GetRequiredValue(database),
            parsed.GetValue(count),
            parsed.GetValue(days),
            new Random(parsed.GetValue(seed)),
            parsed.InvocationConfiguration.Output,
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string path, int count, int days, Random random, TextWriter output, CancellationToken cancellationToken)
    {
        if (File.Exists(path))
        {
            await output.WriteLineAsync($"{path} exists already. These calls are made up, so they get a database of their own: name a new file.");
            return 1;
        }

        await using var store = await Store.OpenAsync(path, cancellationToken);
        var history = new DemoHistory(store.Get<IDbContextFactory<VoiceOpsContext>>(), store.Get<RateCards>(), store.Get<AppVersion>(), Options.Create(new TranscriptOptions()));
        var end = store.Get<TimeProvider>().GetUtcTime();
        var watch = Stopwatch.StartNew();
        var directory = await history.AddCastAsync(CallPlans.Start(end, days), cancellationToken);
        var (calls, rows) = (0L, 0L);
        while (rows < count)
        {
            var plans = new CallPlans(random).Draw(end, days, (int)Math.Ceiling((count - rows) / RowsPerCall));
            var before = rows;
            await history.WriteCallsAsync(plans, directory, random, LineMetering.Plain, cancellationToken, (day, written) =>
                output.WriteLine($"{day:yyyy-MM-dd}  {before + written,12:N0} rows  {(before + written) / watch.Elapsed.TotalSeconds,9:N0} a second"));
            (calls, rows) = (calls + plans.Count, await CountAsync(store, cancellationToken));
        }

        await output.WriteLineAsync($"{path}: {rows:N0} usage rows of {calls:N0} calls over {days} days, made in {watch.Elapsed.TotalSeconds:N0} s.");
        return 0;
    }

    private static async Task<long> CountAsync(Store store, CancellationToken cancellationToken)
    {
        await using var context = await store.Get<IDbContextFactory<VoiceOpsContext>>().CreateDbContextAsync(cancellationToken);
        return await context.CostRollups.SumAsync(row => row.EventCount, cancellationToken);
    }
}
