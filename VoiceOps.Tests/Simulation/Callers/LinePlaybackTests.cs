using VoiceOps.Simulation.Audio;
using VoiceOps.Simulation.Callers;
using Xunit;

namespace VoiceOps.Tests.Simulation.Callers;

/// <summary>When a simulated phone says that it ran dry: only when a listener has heard it.</summary>
public sealed class LinePlaybackTests
{
    private readonly LinePlayback _playback = new();

    [Fact]
    public void Audio_TheLastFrameIsBeingPlayed_IsInTime()
    {
        _playback.Audio(MuLaw.FrameBytes);
        _playback.PlayFrame();

        Assert.False(_playback.Audio(MuLaw.FrameBytes));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(MuLaw.FrameBytes - 1)]
    public void Audio_TheNextFrameHadTooLittle_IsTooLateOnce(int left)
    {
        _playback.Audio(MuLaw.FrameBytes + left);
        _playback.PlayFrame();
        _playback.PlayFrame();

        Assert.True(_playback.Audio(1));
        Assert.False(_playback.Audio(1));
    }
}
