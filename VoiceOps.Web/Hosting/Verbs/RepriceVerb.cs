using System.Globalization;
using VoiceOps.Voice.Pricing.Versions;
using VoiceOps.Voice.Reporting.Ranges;
using VoiceOps.Voice.Repricing;

namespace VoiceOps.Web.Hosting.Verbs;

/// <summary>Prices rows afterwards: those without a price, or all of the calls of a range of days.</summary>
internal sealed class RepriceVerb : Verb
{
    private const string From = "--from";
    private const string To = "--to";
    private const string By = "--by";
    private const string Why = "--why";
    private const string DryRun = "--dry-run";

    public override string Name => "reprice";

    public override string Usage => "reprice [--from DAY --to DAY] --by NAME --why REASON [--dry-run]";

    public override string Summary => "prices rows that have no price, or all of a range of days, at the rates in force then";

    public override IReadOnlyList<string> Flags => [DryRun];

    public override IReadOnlyList<string> Options => [From, To, By, Why];

    public override string? Problem(VerbArguments arguments) =>
        (arguments.Value(From) is null) != (arguments.Value(To) is null) ? $"{From} and {To} go together: the first and the last day."
        : arguments.Value(From) is { } from && Day(from) is null ? $"{From} must be a day such as 2026-01-31; it is \"{from}\"."
        : arguments.Value(To) is { } to && Day(to) is null ? $"{To} must be a day such as 2026-01-31; it is \"{to}\"."
        : Day(arguments.Value(From)) > Day(arguments.Value(To)) ? $"{From} comes after {To}."
        : !arguments.Has(DryRun) && Signed(arguments).Problem is not null ? $"{By} NAME and {Why} REASON are needed: they are kept with the change."
        : null;

    public override async Task<int> RunAsync(VerbRun run, CancellationToken cancellationToken)
    {
        await run.OpenDatabaseAsync(cancellationToken);
        var job = run.Services.GetRequiredService<RepricingJob>();
        var zone = run.Services.GetRequiredService<ReportingClock>().Zone;
        var scope = Day(run.Arguments.Value(From)) is { } first && Day(run.Arguments.Value(To)) is { } last
            ? new RepricingScope { From = ReportRanges.DayStart(first, zone), To = ReportRanges.DayStart(last.AddDays(1), zone) }
            : RepricingScope.Unpriced;
        var isDry = run.Arguments.Has(DryRun);
        var result = isDry
            ? await job.PreviewAsync(scope, cancellationToken)
            : await job.RunAsync(scope, Signed(run.Arguments), null, cancellationToken);
        foreach (var line in result.Lines)
        {
            run.Output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{line.Key}: {line.Rows} rows of {line.Calls} calls, {line.Difference.ToString(9)} dollars; {line.LeftUnpriced} rows stay without a price"));
        }

        run.Output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{(isDry ? "Would price" : "Priced")} {result.Rows} rows, {result.Difference.ToString(9)} dollars in all; {result.Calls} calls looked at, {result.BilledMeters} meters left, all or in part, to what their provider billed."));
        if (result.TestRows > 0)
        {
            run.Output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"Of them {result.TestRows} rows, {result.TestDifference.ToString(9)} dollars, are of test calls, which no figure of the business counts."));
        }

        return 0;
    }

    private static Signature Signed(VerbArguments arguments) => new() { By = arguments.Value(By) ?? "", Reason = arguments.Value(Why) ?? "" };

    private static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 1970 and < 9000 ? day : null;
}
