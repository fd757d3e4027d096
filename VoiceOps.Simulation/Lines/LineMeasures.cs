using System.Diagnostics;
using VoiceOps.Simulation.Cerebras;
using VoiceOps.Simulation.ElevenLabs;
using VoiceOps.Voice.Reporting;

namespace VoiceOps.Simulation.Lines;

/// <summary>Everything that a load test counts, while it is open. All times are kept in units of <see cref="Unit"/>.</summary>
internal sealed class LineMeasures(SpeechPacing speech, ChatPacing chat)
{
    /// <summary>A frame that took longer was late: the next but one is due by then.</summary>
    public static readonly TimeSpan LateAfter = TimeSpan.FromMilliseconds(40);

    /// <summary>As fine as the report tells it.</summary>
    public static readonly TimeSpan Unit = TimeSpan.FromMicroseconds(10);

    private volatile bool _isOpen;
    private long _lateUplink;
    private long _lateDownlink;
    private long _underruns;
    private long _unanswered;

    /// <summary>From the last word's message on the wire to the first sound on the phone, less what the providers were told to take.</summary>
    public LatencyCounts AddedTurn { get; } = new();

    /// <summary>The same with it.</summary>
    public LatencyCounts WholeTurn { get; } = new();

    /// <summary>From the caller's last sound to the answer's first, both on the phone.</summary>
    public LatencyCounts PauseHeard { get; } = new();

    /// <summary>From <c>SpeechStarted</c> on the wire to <c>clear</c> on the wire.</summary>
    public LatencyCounts Clear { get; } = new();

    public LatencyCounts UplinkTransit { get; } = new();

    public LatencyCounts DownlinkTransit { get; } = new();

    /// <summary>How late this process itself sent the callers' frames, which is in none of the figures above.</summary>
    public LatencyCounts SentLate { get; } = new();

    public long LateUplink => Interlocked.Read(ref _lateUplink);

    public long LateDownlink => Interlocked.Read(ref _lateDownlink);

    /// <summary>Frames of the phone that had too little to play, in the middle of a sentence; several in a row are one.</summary>
    public long Underruns => Interlocked.Read(ref _underruns);

    /// <summary>Turns of the caller's after which the next came first.</summary>
    public long UnansweredTurns => Interlocked.Read(ref _unanswered);

    /// <summary>Frames that callers sent meanwhile, 20 ms each.</summary>
    public long FramesSent => SentLate.Count;

    public void Open() => _isOpen = true;

    public void Close() => _isOpen = false;

    public void Sent(TimeSpan late)
    {
        if (_isOpen)
        {
            Record(SentLate, late);
        }
    }

    public void Uplink(long ticks) => Frame(UplinkTransit, ticks, ref _lateUplink);

    public void Downlink(long ticks) => Frame(DownlinkTransit, ticks, ref _lateDownlink);

    public void BargeIn(long ticks) => Add(Clear, ticks);

    public void Pause(long ticks) => Add(PauseHeard, ticks);

    /// <param name="tokens">Of the text that was spoken first.</param>
    public void Turn(long ticks, int tokens)
    {
        if (_isOpen)
        {
            Record(WholeTurn, Time(ticks));
            Record(AddedTurn, Time(ticks) - Told(tokens));
        }
    }

    public void Underrun() => Count(ref _underruns);

    public void Unanswered() => Count(ref _unanswered);

    private TimeSpan Told(int tokens) =>
        chat.FirstTokenDelay + TimeSpan.FromSeconds((PersonaReplies.ReasoningTokens + tokens) / chat.TokensPerSecond) + speech.FirstByteDelay;

    private void Frame(LatencyCounts transits, long ticks, ref long late)
    {
        if (_isOpen)
        {
            Record(transits, Time(ticks));
            if (Time(ticks) > LateAfter)
            {
                Interlocked.Increment(ref late);
            }
        }
    }

    private void Add(LatencyCounts times, long ticks)
    {
        if (_isOpen)
        {
            Record(times, Time(ticks));
        }
    }

    private void Count(ref long count)
    {
        if (_isOpen)
        {
            Interlocked.Increment(ref count);
        }
    }

    private static TimeSpan Time(long ticks) => Stopwatch.GetElapsedTime(0, ticks);

    private static void Record(LatencyCounts counts, TimeSpan time) => counts.Add((int)Math.Clamp(time / Unit, 0, int.MaxValue));
}
