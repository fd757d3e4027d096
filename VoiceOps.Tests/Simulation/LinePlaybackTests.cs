using VoiceOps.Voice.Simulation.Audio;
using VoiceOps.Voice.Simulation.Callers;
using Xunit;

namespace VoiceOps.Tests.Simulation;

/// <summary>When a simulated phone says that it ran dry: only when a listener has heard it.</summary>
public sealed class LinePlaybackTests
{
    private readonly LinePlayback _playback = new();

    [Fact]
    public void IsDry_TheLastFrameIsBeingPlayed_IsFalse()
    {
        _playback.Audio(MuLaw.FrameBytes);

        _playback.PlayFrame();

        Assert.False(_playback.IsDry);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(MuLaw.FrameBytes - 1)]
    public void IsDry_TheNextFrameHasTooLittle_IsTrueUntilMoreComes(int left)
    {
        _playback.Audio(MuLaw.FrameBytes + left);
        _playback.PlayFrame();

        _playback.PlayFrame();

        Assert.True(_playback.IsDry);
        _playback.Audio(1);
        Assert.False(_playback.IsDry);
    }
}
