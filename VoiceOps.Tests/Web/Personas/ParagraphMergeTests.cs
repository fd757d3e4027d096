using VoiceOps.Web.Personas;
using Xunit;

namespace VoiceOps.Tests.Web.Personas;

/// <summary>A prompt is long, and two people seldom work on the same paragraph of it.</summary>
public sealed class ParagraphMergeTests
{
    private const string Basis = "Who.\n\nTone.\n\nHours.\n\nEnd.";

    [Theory]
    [InlineData("Who now.\n\nTone.\n\nHours.\n\nEnd.", "Who.\n\nTone.\n\nHours.\n\nThe end.", "Who now.\n\nTone.\n\nHours.\n\nThe end.")]
    [InlineData("New.\n\nWho.\n\nTone.\n\nHours.\n\nEnd.", "Who.\n\nTone.\n\nEnd.", "New.\n\nWho.\n\nTone.\n\nEnd.")]
    [InlineData("Who.\n\nTone.\n\nHours.\n\nEnd.\n\nMore.", "Who!\n\nTone.\n\nHours.\n\nEnd.", "Who!\n\nTone.\n\nHours.\n\nEnd.\n\nMore.")]
    public void Of_DifferentParagraphs_HasBoth(string mine, string theirs, string both)
    {
        Assert.Equal(both, ParagraphMerge.Of(Basis, mine, theirs));
        Assert.Equal(both, ParagraphMerge.Of(Basis, theirs, mine));
    }

    [Theory]
    [InlineData("Who now.\n\nTone.\n\nHours.\n\nEnd.", "Who then.\n\nTone.\n\nHours.\n\nEnd.")]
    [InlineData("Who.\n\nTone.\n\nHours.\n\nEnd.\nA.", "Who.\n\nTone.\n\nHours.\n\nEnd.\nB.")]
    [InlineData("", "Who.\n\nTone!\n\nHours.\n\nEnd.")]
    public void Of_TheSamePlace_IsLeftToPeople(string mine, string theirs) => Assert.Null(ParagraphMerge.Of(Basis, mine, theirs));
}
