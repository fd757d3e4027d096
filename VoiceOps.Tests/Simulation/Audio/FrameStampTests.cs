using VoiceOps.Simulation.Audio;
using Xunit;

namespace VoiceOps.Tests.Simulation.Audio;

public sealed class FrameStampTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(int.MaxValue, long.MaxValue)]
    [InlineData(-5, 1_234_567_890_123)]
    public void Write_Stamp_IsReadAgain(int number, long timestamp)
    {
        var frame = Silence();

        FrameStamp.Write(frame, number, timestamp);

        Assert.True(FrameStamp.TryRead(frame, out var readNumber, out var readTimestamp));
        Assert.Equal((number, timestamp), (readNumber, readTimestamp));
    }

    // A stamp must not make the transcription hear something.
    [Fact]
    public void Write_Silence_IsStillSilent()
    {
        var frame = Silence();

        FrameStamp.Write(frame, number: -1, timestamp: 0x5555_5555_5555_5555);

        Assert.Null(PhraseCode.Decode(frame));
        Assert.All(frame, code => Assert.InRange((int)MuLaw.Decode(code), 0, 8));
    }

    [Fact]
    public void TryRead_WhatCarriesNone_SaysSo()
    {
        Assert.False(FrameStamp.TryRead(Silence(), out _, out _));
        Assert.False(FrameStamp.TryRead(Silence().AsSpan(1), out _, out _));
        Assert.False(FrameStamp.TryRead([], out _, out _));
        for (var frame = 0; frame < 5; frame++)
        {
            Assert.False(FrameStamp.TryRead(PhraseCode.Encode(0xABCD, frame).Span, out _, out _));
        }
    }

    private static byte[] Silence() => Enumerable.Repeat(MuLaw.Silence, MuLaw.FrameBytes).ToArray();
}
