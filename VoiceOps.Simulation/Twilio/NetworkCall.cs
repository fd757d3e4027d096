namespace VoiceOps.Simulation.Twilio;

/// <summary>One call leg as the simulated phone network keeps it.</summary>
public sealed class NetworkCall
{
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _ended = new();
    private readonly CancellationTokenSource _redirected = new();
    private readonly Lock _gate = new();
    private long? _answered;
    private long? _streamStarted;

    internal NetworkCall(string sid, string from, string to, TimeProvider time) => (Sid, From, To, _time) = (sid, from, to, time);

    public string Sid { get; }

    public string From { get; }

    public string To { get; }

    /// <summary>Twilio's word for its state.</summary>
    public string Status { get; private set; } = "ringing";

    public DateTimeOffset? AnsweredAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>Whole seconds on the line, started ones counted; 0 when it was never answered.</summary>
    public int DurationSeconds { get; private set; }

    /// <summary>The same of its media stream; 0 when it had none.</summary>
    public int StreamSeconds { get; private set; }

    /// <summary>Whether it was the REST interface that ended it.</summary>
    public bool EndedByRequest { get; private set; }

    /// <summary>Cancelled when the network ends the call.</summary>
    internal CancellationToken Ended => _ended.Token;

    /// <summary>What the REST interface told the call to follow instead; null while it follows the webhook's answer.</summary>
    internal string? Document { get; private set; }

    /// <summary>Cancelled when the call is taken away from what it does.</summary>
    internal CancellationToken Redirected => _redirected.Token;

    internal bool IsOver => Status is not ("ringing" or "in-progress");

    /// <summary>A call that was over before the network was started.</summary>
    internal static NetworkCall Past(string sid, string from, string to, DateTimeOffset answeredAt, int seconds, int streamSeconds, TimeProvider time) =>
        new(sid, from, to, time)
        {
            Status = "completed",
            AnsweredAt = answeredAt,
            EndedAt = answeredAt.AddSeconds(seconds),
            DurationSeconds = seconds,
            StreamSeconds = streamSeconds,
        };

    internal void Answer()
    {
        lock (_gate)
        {
            _answered ??= _time.GetTimestamp();
            AnsweredAt ??= _time.GetUtcNow();
            Status = "in-progress";
        }
    }

    internal void StartStream()
    {
        lock (_gate)
        {
            _streamStarted ??= _time.GetTimestamp();
        }
    }

    internal void StopStream()
    {
        lock (_gate)
        {
            if (StreamSeconds == 0)
            {
                StreamSeconds = Seconds(_streamStarted);
            }
        }
    }

    internal void Redirect(string document)
    {
        Document = document;
        _redirected.Cancel();
    }

    /// <summary>False when it was over already.</summary>
    internal bool End(string status, bool byRequest = false)
    {
        lock (_gate)
        {
            if (IsOver)
            {
                return false;
            }

            DurationSeconds = Seconds(_answered);
            (Status, EndedByRequest, EndedAt) = (status, byRequest, _time.GetUtcNow());
        }

        StopStream();
        _ended.Cancel();
        return true;
    }

    private int Seconds(long? since) => since is { } from ? Math.Max(1, (int)Math.Ceiling(_time.GetElapsedTime(from).TotalSeconds)) : 0;
}
