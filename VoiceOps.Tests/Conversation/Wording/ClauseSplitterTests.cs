using VoiceOps.Voice.Conversation.Wording;
using Xunit;

namespace VoiceOps.Tests.Conversation.Wording;

public sealed class ClauseSplitterTests
{
    [Theory]
    [InlineData("We open at nine. See you then!", "We open at nine.|See you then!")]
    [InlineData("It costs $3.14 a minute, you know.", "It costs $3.14 a minute,|you know.")]
    [InlineData("Well, it is 1,250 dollars, tax included, as agreed.", "Well, it is 1,250 dollars,|tax included, as agreed.")]
    [InlineData("Dr. No is in. He waits.", "Dr. No is in.|He waits.")]
    [InlineData("First line\nsecond line", "First line|second line")]
    [InlineData("", "")]
    public void Text_InAnyPieces_IsCutWhereItCanBeSpoken(string text, string expected)
    {
        for (var size = 1; size <= Math.Max(1, text.Length); size++)
        {
            var splitter = new ClauseSplitter();
            var sentences = text.Chunk(size).SelectMany(piece => splitter.Add(new string(piece)).ToList()).ToList();
            sentences.Add(splitter.Rest());

            Assert.Equal(expected.Split('|'), sentences.Where((sentence, index) => sentence.Length > 0 || (index == 0 && text.Length == 0)));
        }
    }
}
