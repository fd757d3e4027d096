using VoiceOps.Voice.Conversation;
using Xunit;

namespace VoiceOps.Tests.Conversation;

public sealed class SentenceSplitterTests
{
    [Theory]
    [InlineData("We open at nine. See you then!", "We open at nine.|See you then!")]
    [InlineData("It costs $3.14 a minute, you know.", "It costs $3.14 a minute, you know.")]
    [InlineData("Dr. No is in. He waits.", "Dr. No is in.|He waits.")]
    [InlineData("First line\nsecond line", "First line|second line")]
    [InlineData("", "")]
    public void Text_InAnyPieces_IsCutIntoWholeSentences(string text, string expected)
    {
        for (var size = 1; size <= Math.Max(1, text.Length); size++)
        {
            var splitter = new SentenceSplitter();
            var sentences = text.Chunk(size).SelectMany(piece => splitter.Add(new string(piece)).ToList()).ToList();
            sentences.Add(splitter.Rest());

            Assert.Equal(expected.Split('|'), sentences.Where((sentence, index) => sentence.Length > 0 || (index == 0 && text.Length == 0)));
        }
    }
}
