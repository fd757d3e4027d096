namespace VoiceOps.Voice.Simulation.Twilio;

/// <summary>One call leg as the simulated phone network keeps it.</summary>
public sealed class NetworkCall
{
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _ended = new();
    private readonly CancellationTokenSource _redirected = new();
    private readonly Lock _gate = new();
    private long? _answered;

    internal NetworkCall(string sid, string from, string to, TimeProvider time) => (Sid, From, To, _time) = (sid, from, to, time);

    public string Sid { get; }

    public string From { get; }

    public string To { get; }

    /// <summary>Twilio's word for its state.</summary>
    public string Status { get; private set; } = "ringing";

    /// <summary>Whole seconds on the line, started ones counted; 0 when it was never answered.</summary>
    public int DurationSeconds { get; private set; }

    /// <summary>Whether it was the REST interface that ended it.</summary>
    public bool EndedByRequest { get; private set; }

    /// <summary>Cancelled when the network ends the call.</summary>
    internal CancellationToken Ended => _ended.Token;

    /// <summary>What the REST interface told the call to follow instead; null while it follows the webhook's answer.</summary>
    internal string? Document { get; private set; }

    /// <summary>Cancelled when the call is taken away from what it does.</summary>
    internal CancellationToken Redirected => _redirected.Token;

    internal bool IsOver => Status is not ("ringing" or "in-progress");

    internal void Answer()
    {
        lock (_gate)
        {
            _answered ??= _time.GetTimestamp();
            Status = "in-progress";
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

            DurationSeconds = _answered is { } answered ? Math.Max(1, (int)Math.Ceiling(_time.GetElapsedTime(answered).TotalSeconds)) : 0;
            (Status, EndedByRequest) = (status, byRequest);
        }

        _ended.Cancel();
        return true;
    }
}
