using Microsoft.Extensions.Configuration;
using VoiceOps.Web.Hosting;
using Xunit;

namespace VoiceOps.Tests.Hosting;

public sealed class CommandLineTests
{
    public static TheoryData<string> Permutations =>
        [.. Permute(["--demo", "--callers 6", "--urls http://127.0.0.1:6000", "--VoiceOps:TimeZone=Europe/Berlin"]).Select(parts => string.Join(' ', parts))];

    [Theory]
    [MemberData(nameof(Permutations))]
    public void Parse_OptionsInAnyOrder_AllReachTheConfiguration(string words)
    {
        var configuration = Configure(words);

        Assert.Equal("True", configuration["Demo:Enabled"]);
        Assert.Equal("6", configuration["Demo:Callers"]);
        Assert.Equal("http://127.0.0.1:6000", configuration["Urls"]);
        Assert.Equal("Europe/Berlin", configuration["VoiceOps:TimeZone"]);
    }

    [Theory]
    [InlineData("--demo=true", "True")]
    [InlineData("--demo true", "True")]
    [InlineData("--DEMO", "True")]
    [InlineData("--demo=false", "False")]
    [InlineData("", null)]
    public void Parse_DemoFlag_WithOrWithoutValue(string words, string? enabled) => Assert.Equal(enabled, Configure(words)["Demo:Enabled"]);

    [Theory]
    [InlineData("--demo --callers abc", "\"abc\"")]
    [InlineData("--demo --callers 0", "\"0\"")]
    [InlineData("--demo --callers -3", "\"-3\"")]
    [InlineData("--demo --callers=1001", "\"1001\"")]
    [InlineData("--callers --demo", "--callers needs a whole number")]
    [InlineData("--callers 6", "--callers needs --demo")]
    [InlineData("--demo=maybe", "'maybe'")]
    [InlineData("--demmo", "Unrecognized command or argument '--demmo'")]
    [InlineData("--caller 6 --demo", "Unrecognized command or argument '--caller'")]
    [InlineData("demo", "Unrecognized command or argument 'demo'")]
    [InlineData("--demo --urls", "--urls needs a value")]
    [InlineData("@more", "Unrecognized command or argument '@more'")]
    public void Answer_BadArgument_IsToldOnStderrWithExitCode1(string words, string expected)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();

        Assert.Equal(1, Parse(words).Answer(output, error));
        Assert.Contains(expected, error.ToString());
        Assert.Empty(output.ToString());
    }

    [Fact]
    public void Answer_SeveralBadArguments_TellsAll() =>
        Assert.Equal(3, Parse("--demo=x --callers y --urls").Problems.Count);

    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    [InlineData("--demo --help --callers abc")]
    public void Answer_Help_PrintsUsageWithExitCode0(string words)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();

        Assert.Equal(0, Parse(words).Answer(output, error));
        Assert.Contains("--callers <N>", output.ToString());
        Assert.Contains("--VoiceOps:PagesUrl ADDRESS", output.ToString());
        Assert.Empty(error.ToString());
    }

    private static CommandLine Parse(string words) => CommandLine.Parse(words.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static IConfiguration Configure(string words)
    {
        var line = Parse(words);
        Assert.Empty(line.Problems);
        return new ConfigurationBuilder().AddCommandLine([.. line.Arguments]).Build();
    }

    private static IEnumerable<string[]> Permute(string[] parts) => parts.Length == 1
        ? [parts]
        : parts.SelectMany((first, index) => Permute([.. parts[..index], .. parts[(index + 1)..]]).Select(rest => (string[])[first, .. rest]));
}
