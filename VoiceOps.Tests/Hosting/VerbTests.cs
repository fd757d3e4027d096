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
        Assert.Equal(["a.csv", "b.json"], line.VerbArguments.Words);
        Assert.True(line.VerbArguments.Has("--dry-run"));
        Assert.Equal("2026-01-01", line.VerbArguments.Value("--from"));
        Assert.Null(line.VerbArguments.Value("--to"));
    }

    [Fact]
    public void Parse_SettingsOfAVerb_ReachTheConfiguration() =>
        Assert.Equal(["--ConnectionStrings:VoiceOps=x.db"], Parse("fetch --ConnectionStrings:VoiceOps x.db --from 1").Arguments);

    // A file may have the name of another command.
    [Fact]
    public void Parse_SecondName_IsAWord() => Assert.Equal(["sweep"], Parse("fetch sweep --from 1").VerbArguments.Words);

    [Theory]
    [InlineData("fetch --from 1 --force", "--force is not an option")]
    [InlineData("fetch --from", "--from needs a value")]
    [InlineData("fetch", "--from is missing. It is written: fetch FILES… --from DAY [--dry-run]")]
    [InlineData("sweep now", "sweep takes no \"now\". It is written: sweep")]
    [InlineData("--demo sweep", "sweep and --demo do not go together")]
    [InlineData("wash", "\"wash\" is not an option or a command")]
    [InlineData("--dry-run", "--dry-run is not an option")]
    public void Parse_WrongArguments_SaysWhat(string words, string problem) =>
        Assert.Contains(Parse(words).Problems, said => said.Contains(problem, StringComparison.Ordinal));

    [Fact]
    public void Help_NamesEveryVerb()
    {
        using var output = new StringWriter();
        using var error = new StringWriter();

        Assert.Equal(0, CommandLine.Parse(["--help"], [new Fetch(), new Sweep()]).Answer(output, error));
        Assert.Contains("fetch FILES… --from DAY [--dry-run]", output.ToString());
        Assert.Contains("cleans up", output.ToString());
    }

    [Fact]
    public void KnownVerbs_HaveNamesOfTheirOwn() =>
        Assert.Equal(KnownVerbs.All.Count, KnownVerbs.All.Select(verb => verb.Name).Distinct().Count());

    private static CommandLine Parse(string words) => CommandLine.Parse(words.Split(' '), [new Fetch(), new Sweep()]);

    private sealed class Fetch : Verb
    {
        public override string Name => "fetch";

        public override string Usage => "fetch FILES… --from DAY [--dry-run]";

        public override string Summary => "gets files";

        public override string Words => "files";

        public override IReadOnlyList<string> Flags => ["--dry-run"];

        public override IReadOnlyList<string> Options => ["--from", "--to"];

        public override string? Problem(VerbArguments arguments) => arguments.Value("--from") is null ? "--from is missing." : null;

        public override Task<int> RunAsync(VerbRun run, CancellationToken cancellationToken) => Task.FromResult(0);
    }

    private sealed class Sweep : Verb
    {
        public override string Name => "sweep";

        public override string Usage => "sweep";

        public override string Summary => "cleans up";

        public override Task<int> RunAsync(VerbRun run, CancellationToken cancellationToken) => Task.FromResult(0);
    }
}
