using VoiceOps.Web.Hosting;
using Xunit;

namespace VoiceOps.Tests.Hosting;

public sealed class ImportVerbTests
{
    [Theory]
    [InlineData("import", "Required argument")]
    [InlineData("import export --map cost", "--map \"cost\" must be written old=new, such as total_cost=cost.")]
    [InlineData("import export --map total=price", "--map \"total=price\": \"price\" is neither a column")]
    public void Parse_WrongArguments_SaysWhat(string words, string problem) =>
        Assert.Contains(CommandLine.Parse(words.Split(' ')).Problems, said => said.Contains(problem, StringComparison.Ordinal));

    [Fact]
    public void Parse_SeveralNames_AreAllKept()
    {
        var line = CommandLine.Parse(["import", "--map", "total_cost=cost", "export", "--map=tts=speech", "--dry-run"]);

        Assert.Empty(line.Problems);
        Assert.Equal(["total_cost=cost", "tts=speech"], line.Parsed.GetValue<string[]>("--map")!);
        Assert.Equal(["export"], line.Parsed.GetValue<string[]>("FOLDER_OR_FILES")!);
    }
}
