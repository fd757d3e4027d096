using System.CommandLine;
using VoiceOps.Web.Hosting;
using VoiceOps.Web.Hosting.Verbs;
using Xunit;

namespace VoiceOps.Tests.Hosting;

public sealed class VerbTests
{
    [Theory]
    [InlineData("fetch a.csv b.json --dry-run --from 2026-01-01")]
    [InlineData("fetch --dry-run a.csv --from=2026-01-01 b.json")]
    [InlineData("--urls http://127.0.0.1:6000 fetch --from 2026-01-01 --DRY-RUN a.csv b.json")]
    [InlineData("fetch a.csv --ConnectionStrings:VoiceOps x.db b.json --dry-run --from 2026-01-01")]
    public void Parse_Verb_GetsItsWordsFlagsAndValues(string words)
    {
        var line = Parse(words);

        Assert.Empty(line.Problems);
        Assert.IsType<Fetch>(line.Verb);
        Assert.Equal(["a.csv", "b.json"], line.Parsed.GetRequiredValue<string[]>("FILES"));
        Assert.True(line.Parsed.GetValue<bool>("--dry-run"));
        Assert.Equal("2026-01-01", line.Parsed.GetValue<string>("--from"));
        Assert.Null(line.Parsed.GetValue<string>("--to"));
    }

    [Fact]
    public void Parse_SettingsOfAVerb_ReachTheConfiguration() =>
        Assert.Equal(["--ConnectionStrings:VoiceOps=x.db"], Parse("fetch --ConnectionStrings:VoiceOps x.db --from 1").Arguments);

    // A file may have the name of another command.
    [Fact]
    public void Parse_SecondName_IsAWord() => Assert.Equal(["sweep"], Parse("fetch sweep --from 1").Parsed.GetRequiredValue<string[]>("FILES"));

    [Theory]
    [InlineData("fetch --from 1 --force", "--force is not an option")]
    [InlineData("fetch a.csv --from --force", "--force is not an option")]
    [InlineData("fetch --from", "Required argument missing for option: '--from'")]
    [InlineData("fetch", "Option '--from' is required")]
    [InlineData("sweep now", "Unrecognized command or argument 'now'")]
    [InlineData("--demo sweep", "sweep and --demo do not go together")]
    [InlineData("wash", "Unrecognized command or argument 'wash'")]
    [InlineData("--dry-run", "Unrecognized command or argument '--dry-run'")]
    public void Parse_WrongArguments_SaysWhat(string words, string problem) =>
        Assert.Contains(Parse(words).Problems, said => said.Contains(problem, StringComparison.Ordinal));

    [Theory]
    [InlineData("--help", "fetch <FILES>", "cleans up")]
    [InlineData("fetch --help", "--from <DAY>", "--dry-run")]
    public void Help_NamesEveryVerbAndAVerbItsOptions(string words, params string[] expected)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();

        Assert.Equal(0, Parse(words).Answer(output, error));
        Assert.All(expected, part => Assert.Contains(part, output.ToString()));
    }

    [Theory]
    [InlineData("fetch", "fetch --help tells how it is written.")]
    [InlineData("wash", "--help lists the options.")]
    public void Answer_WrongArguments_NamesTheWayOut(string words, string wayOut)
    {
        using var error = new StringWriter();

        Assert.Equal(1, Parse(words).Answer(TextWriter.Null, error));
        Assert.EndsWith(wayOut + Environment.NewLine, error.ToString());
    }

    [Fact]
    public void KnownVerbs_HaveNamesOfTheirOwn() =>
        Assert.Equal(KnownVerbs.All().Count, KnownVerbs.All().Select(verb => verb.Name).Distinct().Count());

    [Theory]
    [InlineData("reprice --dry-run", null)]
    [InlineData("reprice --by Ada --why New --from 2026-01-01 --to 2026-01-31", null)]
    [InlineData("reprice", "--by NAME and --why REASON are needed")]
    [InlineData("reprice --dry-run --from 2026-01-01", "--from and --to go together")]
    [InlineData("reprice --dry-run --from 2026-02-01 --to 2026-01-01", "--from comes after --to")]
    [InlineData("reprice --dry-run --from yesterday --to 2026-01-01", "--from must be a day such as 2026-01-31; it is \"yesterday\"")]
    [InlineData("backup", "Required argument 'FILE' missing")]
    [InlineData("backup a b", "Unrecognized command or argument 'b'")]
    [InlineData("import", "Required argument 'FOLDER_OR_FILES' missing")]
    public void KnownVerb_Arguments_AreChecked(string words, string? problem)
    {
        var problems = CommandLine.Parse(words.Split(' ')).Problems;

        if (problem is null)
        {
            Assert.Empty(problems);
        }
        else
        {
            Assert.Contains(problems, said => said.Contains(problem, StringComparison.Ordinal));
        }
    }

    private static CommandLine Parse(string words) => CommandLine.Parse(words.Split(' '), [new Fetch(), new Sweep()]);

    private sealed class Fetch : Verb
    {
        public Fetch()
            : base("fetch", "gets files")
        {
            Add(new Argument<string[]>("FILES") { Arity = ArgumentArity.OneOrMore });
            Add(new Option<string>("--from") { HelpName = "DAY", Required = true });
            Add(new Option<string>("--to"));
            Add(new Option<bool>("--dry-run"));
        }

        public override Task<int> RunAsync(VerbRun run, CancellationToken cancellationToken) => Task.FromResult(0);
    }

    private sealed class Sweep() : Verb("sweep", "cleans up")
    {
        public override Task<int> RunAsync(VerbRun run, CancellationToken cancellationToken) => Task.FromResult(0);
    }
}
