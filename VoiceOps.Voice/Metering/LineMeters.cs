using VoiceOps.Voice.Pricing;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Metering;

/// <summary>
/// The minutes of one call's line and of its media stream, which Twilio sells beside them: the same clock, rounded up
/// separately. Guarded by the call's <see cref="CallMeters"/>.
/// </summary>
/// <param name="meters">All of the call's.</param>
/// <param name="postings">Where its rows are made.</param>
/// <param name="clock">Of the call.</param>
/// <param name="lateBasis">Of the row that a later length of the line brings; null when the line's cost is somebody's last word.</param>
internal sealed class LineMeters(MeterSet meters, CallPostings postings, CallClock clock, string? lateBasis)
{
    private static readonly MeterKey Voice = new(ServiceNames.Twilio, OperationNames.Voice, null);
    private static readonly MeterKey MediaStream = new(ServiceNames.Twilio, OperationNames.MediaStream, null);

    public void StartStream() => meters.Get(MediaStream);

    /// <summary>
    /// A minute is posted when it starts. While the store is away and a row of it waits, the meter goes on counting and posts after
    /// it; the last one is posted whatever waits.
    /// </summary>
    public void Post(bool isLast)
    {
        PostStarted(meters.Get(Voice), isLast);
        if (meters.Find(MediaStream) is { } stream)
        {
            PostStarted(stream, isLast);
        }
    }

    /// <summary>Twilio's own length of the call, which is that of the voice.</summary>
    public void PostReported(int seconds)
    {
        // After Twilio's price, minutes that come later would be paid twice.
        if (lateBasis is { } basis)
        {
            var line = meters.Get(Voice);
            line.Settle(StartedMinutes.Micros(TimeSpan.FromSeconds(seconds), line.Rate));
            postings.PostReportedLine(line, basis);
        }
    }

    private void PostStarted(UsageMeter line, bool isLast)
    {
        line.Settle(Math.Max(line.UsageMicros, StartedMinutes.Micros(clock.Elapsed, line.Rate)));
        if (isLast || !postings.Outbox.Holds(line.Key))
        {
            var startedMinute = Math.Max(0, (clock.Elapsed.Ticks - 1) / TimeSpan.TicksPerMinute);
            postings.PostTotal(line, clock.AnsweredAt + TimeSpan.FromMinutes(startedMinute));
        }
    }
}
