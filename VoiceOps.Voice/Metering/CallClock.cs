using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Metering;

/// <summary>Time on the line: runs from the answer, and stands still from the moment the line is down.</summary>
internal sealed class CallClock
{
    private readonly TimeProvider _time;
    private readonly long _answeredTimestamp;
    private TimeSpan? _stopped;

    private CallClock(TimeProvider time, DateTime answeredAt, TimeSpan? stopped)
    {
        (_time, AnsweredAt, _stopped) = (time, answeredAt, stopped);
        _answeredTimestamp = time.GetTimestamp();
    }

    public DateTime AnsweredAt { get; }

    public TimeSpan Elapsed => _stopped ?? _time.GetElapsedTime(_answeredTimestamp);

    /// <summary>The moment on the line, by the steady clock: the wall clock may be set while a call is on.</summary>
    public DateTime Now => UtcTime.ToMicrosecond(AnsweredAt + Elapsed);

    public static CallClock Start(TimeProvider time) => new(time, time.GetUtcTime(), stopped: null);

    public static CallClock Stopped(TimeProvider time, DateTime answeredAt, TimeSpan elapsed) => new(time, answeredAt, elapsed);

    /// <summary>The first word stands.</summary>
    public void Stop(TimeSpan elapsed) => _stopped ??= elapsed;

    /// <summary>The line was down for a moment only: it was on all the while, as whoever bills it counts.</summary>
    public void Resume() => _stopped = null;
}
