using System.CommandLine;
using VoiceOps.Voice.History.Import;
using VoiceOps.Web.Shared;

namespace VoiceOps.Web.Hosting.Verbs;

/// <summary>The import of the old system's export as a command; the History page does the same with the same code.</summary>
internal sealed class ImportVerb : Verb
{
    private readonly Argument<string[]> _files = new("FOLDER_OR_FILES") { Description = "of the export", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string[]> _map = new("--map")
    {
        HelpName = "OLD=NEW",
        Description = "what the export calls otherwise than the old system did: total_cost=cost for a column, tts=speech for an operation; may be given again",
    };

    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "only tells what it would write" };

    public ImportVerb()
        : base("import", "the old system's calls, events, pricing and personas, CSV or JSON; all or nothing")
    {
        Add(_files);
        Add(_map);
        Add(_dryRun);
        Validators.Add(result =>
        {
            OtherNames.Parse(result.GetValue(_map) ?? [], out var problems);
            foreach (var problem in problems)
            {
                result.AddError($"--map {problem}");
            }
        });
    }

    public override async Task<int> RunAsync(VerbRun run, CancellationToken cancellationToken)
    {
        var files = await ReadAsync(run.Parsed.GetRequiredValue(_files), cancellationToken);
        var map = OtherNames.Parse(run.Parsed.GetValue(_map) ?? [], out _)!;
        await run.OpenDatabaseAsync(cancellationToken);
        var importer = run.Services.GetRequiredService<Importer>();
        var report = run.Parsed.GetValue(_dryRun)
            ? await importer.TryAsync(files, map, cancellationToken)
            : await importer.ImportAsync(files, map, progress: null, cancellationToken);
        Tell(report, run);
        if (report.ProblemCount > 0)
        {
            return StartupFailure.ExitCode;
        }

        return report.IsWritten ? await BackfillVerb.WriteAsync(run, cancellationToken) : 0;
    }

    private static async Task<IReadOnlyList<ImportFile>> ReadAsync(IReadOnlyList<string> paths, CancellationToken cancellationToken)
    {
        var files = new List<ImportFile>();
        foreach (var path in paths)
        {
            try
            {
                IEnumerable<string> found = Directory.Exists(path)
                    ? Directory.EnumerateFiles(path).Where(ImportFile.IsOfAnExport).Order(StringComparer.Ordinal)
                    : [path];
                foreach (var file in found)
                {
                    files.Add(new ImportFile(Path.GetFileName(file), await File.ReadAllBytesAsync(file, cancellationToken)));
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw new StartupException($"{path} cannot be read: {exception.Message}");
            }
        }

        return files.Count > 0
            ? files
            : throw new StartupException($"{string.Join(", ", paths)} holds no file of an export: calls, api_call_events, service_pricing or "
                + "personas, as .csv or .json.");
    }

    private static void Tell(ImportReport report, VerbRun run)
    {
        foreach (var notice in report.Notices)
        {
            run.Output.WriteLine($"{notice}");
        }

        TellMore(report.NoticeCount - report.Notices.Count, "notices", run.Output);
        foreach (var problem in report.Problems)
        {
            run.Error.WriteLine($"{problem}");
        }

        TellMore(report.ProblemCount - report.Problems.Count, "problems", run.Error);
        if (report.ProblemCount > 0)
        {
            run.Error.WriteLine($"Nothing was imported: {Figures.Count(report.ProblemCount)} {(report.ProblemCount == 1 ? "problem" : "problems")}.");
            return;
        }

        run.Output.WriteLine($"{"",-16}{"New",10}{"Known",10}{"Left out",10}");
        foreach (var count in report.Counts)
        {
            run.Output.WriteLine($"{count.Table,-16}{Figures.Count(count.New),10}{Figures.Count(count.Known),10}{Figures.Count(count.LeftOut),10}");
        }

        run.Output.WriteLine();
        run.Output.WriteLine(
            $"{"",-12}{"Rows in files",14}{"Cost in files",26}{"Left out",18}{"Rounding",24}"
                + $"{"Rows in books",15}{"Cost in books",20}{"Unpriced",10}");
        foreach (var sum in report.Sums)
        {
            run.Output.WriteLine(
                $"{sum.Service,-12}{Figures.Count(sum.FileRows),14}{Figures.Rate(sum.FileCost),26}"
                + $"{Figures.Rate(sum.LeftOutCost),18}{Figures.Number(sum.Rounding),24}"
                + $"{Figures.Count(sum.BookRows),15}{Figures.Exact(sum.BookCost),20}{Figures.Count(sum.Unpriced),10}  "
                + $"{(sum.Agrees ? "agrees" : "DOES NOT AGREE")}");
        }

        run.Output.WriteLine(report.IsDryRun ? "Dry run: nothing was written." : "Imported.");
    }

    private static void TellMore(long count, string what, TextWriter output)
    {
        if (count > 0)
        {
            output.WriteLine($"… and {Figures.Count(count)} more {what}.");
        }
    }
}
