using System.CommandLine;
using Microsoft.EntityFrameworkCore;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Ledger;

namespace VoiceOps.Benchmarks;

/// <summary>Measures how fast the one writer adds to a large database.</summary>
internal static class IngestCommand
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5);

    public static Command Create()
    {
        var database = CommandOptions.Database("a database that \"events\" made; the rows stay in it, with calls of their own");
        var seconds = CommandOptions.Count("--seconds", 20, "how long rows are added");
        var command = new Command("ingest", "Measures how fast the one writer adds to a large database.") { database, seconds };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            parsed.GetRequiredValue(database), TimeSpan.FromSeconds(parsed.GetValue(seconds)), parsed.InvocationConfiguration.Output, cancellationToken));
        return command;
    }

    private static async Task RunAsync(string path, TimeSpan length, TextWriter output, CancellationToken cancellationToken)
    {
        await using var store = await Store.OpenExistingAsync(path, cancellationToken);
        var ingest = new Ingest(store.Get<IDbContextFactory<VoiceOpsContext>>(), store.Get<LedgerWriter>(), store.Get<CallTermsReader>(), store.Get<TimeProvider>());
        await ingest.RunAsync(WarmUp, cancellationToken);
        var (rows, took) = await ingest.RunAsync(length, cancellationToken);
        await output.WriteLineAsync($"Ingest through the one writer: {rows:N0} rows in {took.TotalSeconds:0.0} s, {rows / took.TotalSeconds:N0} a second.");
    }
}
