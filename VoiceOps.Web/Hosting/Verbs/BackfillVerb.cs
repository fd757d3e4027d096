using System.CommandLine;
using System.Globalization;
using VoiceOps.Voice.History;
using VoiceOps.Web.Shared;

namespace VoiceOps.Web.Hosting.Verbs;

/// <summary>The Twilio backfill as a command. The program runs it by itself at its start; this is for a database that is not being served.</summary>
internal sealed class BackfillVerb : Verb
{
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "only tells what it would write" };

    public BackfillVerb()
        : base("backfill", "an estimated Twilio row for each call that has a length and none") => Add(_dryRun);

    public override async Task<int> RunAsync(VerbRun run, CancellationToken cancellationToken)
    {
        await run.OpenDatabaseAsync(cancellationToken);
        var preview = await run.Services.GetRequiredService<BackfillQueries>().ReadAsync(cancellationToken);
        Tell(preview, run.Output);
        if (run.Parsed.GetValue(_dryRun))
        {
            run.Output.WriteLine("Dry run: nothing was written.");
            return 0;
        }

        return await WriteAsync(run, cancellationToken);
    }

    /// <summary>Runs it and says what it did; the same after an import.</summary>
    public static async Task<int> WriteAsync(VerbRun run, CancellationToken cancellationToken)
    {
        var result = await run.Services.GetRequiredService<TwilioBackfill>().RunAsync(cancellationToken);
        if (result.Phase == BackfillPhase.Failed)
        {
            throw new StartupException($"The backfill stopped after {Figures.Count(result.RowsWritten)} rows: {result.Fault} What it wrote "
                + "stands; run it again to go on.");
        }

        run.Output.WriteLine($"Backfill: {Figures.Count(result.RowsWritten)} estimated Twilio rows written, {Figures.Exact(result.Cost)}.");
        return 0;
    }

    private static void Tell(BackfillPreview preview, TextWriter output)
    {
        if (preview.Missing.Count == 0)
        {
            output.WriteLine("Every ended call with a known length has its Twilio row.");
        }
        else
        {
            output.WriteLine($"{"Month",-10}{"Calls",10}{"Started min",14}{"Cost",20}");
            foreach (var month in preview.Missing)
            {
                output.WriteLine(Line(month.Month.ToString("yyyy-MM", CultureInfo.InvariantCulture), month));
            }

            output.WriteLine(Line("Total", BackfillPreview.Total(preview.Missing)));
        }

        if (preview.WithoutLength > 0)
        {
            output.WriteLine($"{Figures.Count(preview.WithoutLength)} answered calls have neither a length nor a Twilio row: nothing "
                + "can be estimated for them.");
        }
    }

    private static string Line(string name, BackfillMonth month) =>
        $"{name,-10}{Figures.Count(month.Calls),10}{Figures.Quantity(month.Minutes, 2),14}{Figures.Exact(month.Cost),20}"
        + (month.Unpriced > 0 ? $"  {Figures.Count(month.Unpriced)} without a price" : "");
}
