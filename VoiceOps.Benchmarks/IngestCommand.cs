using Microsoft.EntityFrameworkCore;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Ledger;

namespace VoiceOps.Benchmarks;

/// <summary>Measures how fast the one writer adds to a large database.</summary>
internal static class IngestCommand
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5);

    public static async Task<int> RunAsync(string[] args, TextWriter output, CancellationToken cancellationToken)
    {
        var options = new CommandOptions(args, "--database", "--seconds");
        await using var store = await Store.OpenExistingAsync(options.Text("--database"), cancellationToken);
        var ingest = new Ingest(store.Get<IDbContextFactory<VoiceOpsContext>>(), store.Get<LedgerWriter>(), store.Get<CallTermsReader>(), store.Get<TimeProvider>());
        await ingest.RunAsync(WarmUp, cancellationToken);
        var (rows, took) = await ingest.RunAsync(TimeSpan.FromSeconds(options.Number("--seconds", 20)), cancellationToken);
        await output.WriteLineAsync($"Ingest through the one writer: {rows:N0} rows in {took.TotalSeconds:0.0} s, {rows / took.TotalSeconds:N0} a second.");
        return 0;
    }
}
