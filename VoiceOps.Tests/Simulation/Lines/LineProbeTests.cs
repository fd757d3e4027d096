using VoiceOps.Benchmarks.Load;
using VoiceOps.Simulation.Audio;
using VoiceOps.Simulation.Lines;
using Xunit;

namespace VoiceOps.Tests.Simulation.Lines;

public sealed class LineProbeTests
{
    private readonly LineMeasures _measures = new(LoadOptions.Speech, LoadOptions.Chat);
    private readonly LineProbe _probe;

    public LineProbeTests()
    {
        _probe = new LineProbe(1, _measures);
        _measures.Open();
    }

    // Another process tells of it, and may do so after the clear has come.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Clear_AfterSpeechStarted_IsTimedWhicheverIsToldFirst(bool clearFirst)
    {
        var started = FrameStamp.Now;
        if (clearFirst)
        {
            _probe.Cleared();
        }

        _probe.Seen(new LineSighting(1, LineSight.SpeechStarts, started, Sent: 0));
        if (!clearFirst)
        {
            _probe.Cleared();
        }

        Assert.Equal(1, _measures.Clear.Count);
    }

    // What was cleared before cannot have been cleared for it.
    [Fact]
    public void SpeechStarted_AfterAnOlderClear_IsNotTimed()
    {
        _probe.Cleared();

        _probe.Seen(new LineSighting(1, LineSight.SpeechStarts, FrameStamp.Now + 1, Sent: 0));

        Assert.Equal(0, _measures.Clear.Count);
    }

    [Fact]
    public void Clear_ForASentenceThatIsOver_IsNotTimed()
    {
        _probe.Seen(new LineSighting(1, LineSight.SpeechStarts, FrameStamp.Now, Sent: 0));
        _probe.Seen(new LineSighting(1, LineSight.SpeechEnds, FrameStamp.Now, Sent: 0));

        _probe.Cleared();

        Assert.Equal(0, _measures.Clear.Count);
    }

    [Fact]
    public void Answer_AfterTheEndOfSpeech_IsOneTurn()
    {
        _probe.Seen(new LineSighting(1, LineSight.SpeechEnds, FrameStamp.Now, Sent: 0));
        var frame = new byte[MuLaw.FrameBytes];
        FrameStamp.Write(frame, number: 5, FrameStamp.Now);

        _probe.Received(frame, wasDry: true);
        _probe.Received(frame, wasDry: true);

        Assert.Equal(1, _measures.WholeTurn.Count);
        Assert.Equal(0, _measures.Underruns);
    }
}
