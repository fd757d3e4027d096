using Bunit;
using VoiceOps.Web.Personas;
using Xunit;

namespace VoiceOps.Tests.Web.Personas;

public sealed class DiffViewTests : BunitContext
{
    [Theory]
    [InlineData("a\nb\nc", "a\nx\nc", "same a|gone b|new x|same c")]
    [InlineData("", "a", "new a")]
    [InlineData("a\nb", "a\nb", "same a|same b")]
    [InlineData("a\nb", "b\nc", "gone a|same b|new c")]
    [InlineData("a ", "a", "gone a |new a")]
    public void Lines_TwoTexts_AreToldApartLineByLine(string old, string now, string expected)
    {
        var view = Render<DiffView>(parameters => parameters.Add(diff => diff.Old, old).Add(diff => diff.New, now));

        Assert.Equal(expected, string.Join('|', view.FindAll(".diff-line").Select(line =>
            line.ClassName!.Replace("diff-line ", "", StringComparison.Ordinal) + " " + line.LastChild!.TextContent)));
    }
}
