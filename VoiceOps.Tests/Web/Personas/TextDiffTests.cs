using VoiceOps.Web.Personas;
using Xunit;

namespace VoiceOps.Tests.Web.Personas;

public sealed class TextDiffTests
{
    [Theory]
    [InlineData("a\nb\nc", "a\nx\nc", " a|-b|+x| c")]
    [InlineData("", "a", "-|+a")]
    [InlineData("a\nb", "a\nb", " a| b")]
    [InlineData("a\nb", "b\nc", "-a| b|+c")]
    public void Lines_TwoTexts_AreToldApartLineByLine(string old, string now, string expected) =>
        Assert.Equal(expected, string.Join('|', TextDiff.Lines(old, now).Select(line => (line.Kind switch { DiffKind.Gone => "-", DiffKind.New => "+", _ => " " }) + line.Text)));
}
