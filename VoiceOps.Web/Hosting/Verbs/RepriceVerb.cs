using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using VoiceOps.Voice.Pricing.Versions;
using VoiceOps.Voice.Reporting.Ranges;
using VoiceOps.Voice.Repricing;

namespace VoiceOps.Web.Hosting.Verbs;

/// <summary>Prices rows afterwards: those without a price, or all of the calls of a range of days.</summary>
internal sealed class RepriceVerb : Verb
{
    private readonly Option<string> _from = new("--from") { HelpName = "DAY", Description = "the first day; without days, what has no price" };
    private readonly Option<string> _to = new("--to") { HelpName = "DAY", Description = "the last day" };
    private readonly Option<string> _by = new("--by") { HelpName = "NAME", Description = "who does it; kept with the change" };
    private readonly Option<string> _why = new("--why") { HelpName = "REASON", Description = "kept with the change" };
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "only tells what it would write" };

    public RepriceVerb()
        : base("reprice", "prices rows that have no price, or all of a range of days, at the rates in force then")
    {
        Add(_from);
        Add(_to);
        Add(_by);
        Add(_why);
        Add(_dryRun);
        Validators.Add(result =>
        {
            if (Problem(result) is { } problem)
            {
                result.AddError(problem);
            }
        });
    }

    public override async Task<int> RunAsync(VerbRun run, CancellationToken cancellationToken)
    {
        await run.OpenDatabaseAsync(cancellationToken);
        var job = run.Services.GetRequiredService<RepricingJob>();
        var zone = run.Services.GetRequiredService<ReportingClock>().Zone;
        var scope = Day(run.Parsed.GetValue(_from)) is { } first && Day(run.Parsed.GetValue(_to)) is { } last
            ? new RepricingScope { From = ReportRanges.DayStart(first, zone), To = ReportRanges.DayStart(last.AddDays(1), zone) }
            : RepricingScope.Unpriced;
        var isDry = run.Parsed.GetValue(_dryRun);
        var result = isDry
            ? await job.PreviewAsync(scope, cancellationToken)
            : await job.RunAsync(scope, Signed(run.Parsed.GetValue(_by), run.Parsed.GetValue(_why)), null, cancellationToken);
        foreach (var line in result.Lines)
        {
            run.Output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{line.Key}: {line.Rows} rows of {line.Calls} calls, {line.Difference.ToString(9)} dollars; {line.LeftUnpriced} rows stay without a price"));
        }

        run.Output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{(isDry ? "Would price" : "Priced")} {result.Rows} rows, {result.Difference.ToString(9)} dollars in all; {result.Calls} calls looked at, "
                + $"{result.BilledMeters} meters left, all or in part, to what their provider billed."));
        if (result.TestRows > 0)
        {
            run.Output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"Of them {result.TestRows} rows, {result.TestDifference.ToString(9)} dollars, are of test calls, which no figure of the business counts."));
        }

        return 0;
    }

    private string? Problem(SymbolResult given)
    {
        var (from, to) = (given.GetValue(_from), given.GetValue(_to));
        return (from is null) != (to is null) ? "--from and --to go together: the first and the last day."
            : from is not null && Day(from) is null ? $"--from must be a day such as 2026-01-31; it is \"{from}\"."
            : to is not null && Day(to) is null ? $"--to must be a day such as 2026-01-31; it is \"{to}\"."
            : Day(from) > Day(to) ? "--from comes after --to."
            : !given.GetValue(_dryRun) && Signed(given.GetValue(_by), given.GetValue(_why)).Problem is not null
                ? "--by NAME and --why REASON are needed: they are kept with the change."
            : null;
    }

    private static Signature Signed(string? by, string? reason) => new() { By = by ?? "", Reason = reason ?? "" };

    private static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 1970 and < 9000
            ? day
            : null;
}
