using VoiceOps.Simulation.Audio;
using Xunit;

namespace VoiceOps.Tests.Simulation.Audio;

public sealed class PhraseCodeTests
{
    [Theory]
    [InlineData(0x0001)]
    [InlineData(0xABCD)]
    [InlineData(0xFFFF)]
    public void Encode_EveryFrame_DecodesToItsSymbol(int number)
    {
        int[] expected = [PhraseCode.Sync, number >> 12, (number >> 8) & 0xF, (number >> 4) & 0xF, number & 0xF];

        Assert.Equal(expected, Enumerable.Range(0, 5).Select(frame => PhraseCode.Decode(PhraseCode.Encode((ushort)number, frame).Span) ?? -1));
    }

    [Fact]
    public void Decode_Silence_IsNothing() => Assert.Null(PhraseCode.Decode(Enumerable.Repeat(MuLaw.Silence, MuLaw.FrameBytes).ToArray()));

    [Theory]
    [InlineData(0, 0xFF)]
    [InlineData(1_000, 0xCE)]
    [InlineData(12_345, 0x97)]
    [InlineData(-12_345, 0x17)]
    [InlineData(32_767, 0x80)]
    [InlineData(-32_768, 0x00)]
    public void MuLaw_Encode_IsG711(int sample, int code) => Assert.Equal(code, MuLaw.Encode((short)sample));

    [Fact]
    public void Read_LostFrames_StillFindsTheWords()
    {
        var book = new PhraseBook();
        const string Text = "these are the words that were said";
        var number = book.Number(Text);
        var reader = new PhraseReader(book);
        foreach (var frame in Enumerable.Range(0, PhraseCode.FrameCount(Text)).Where(frame => frame is not (2 or 9 or 15)))
        {
            reader.Read(PhraseCode.Decode(PhraseCode.Encode(number, frame).Span)!.Value);
        }

        Assert.Equal(Text, string.Join(' ', reader.Words()));
    }
}
