namespace VoiceOps.Simulation.Callers;

/// <summary>
/// One timer for all lines, which wakes each when its next frame is due: a timer a line would cost more than the frames do.
/// What is awakened runs on the timer's own thread until it waits for something.
/// </summary>
internal sealed class LineClock : IDisposable
{
    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly ITimer _timer;
    private readonly Lock _gate = new();
    private readonly PriorityQueue<LineTick, TimeSpan> _waiting = new();
    private readonly List<LineTick> _due = [];
    private TimeSpan? _armed;
    private bool _isTicking;

    public LineClock(TimeProvider time)
    {
        (_time, _start) = (time, time.GetTimestamp());
        _timer = time.CreateTimer(_ => Tick(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public TimeSpan Now => _time.GetElapsedTime(_start);

    /// <summary>Wakes <paramref name="tick"/> at this time; one that has passed already waits for nothing but the timer.</summary>
    public void WakeAt(LineTick tick, TimeSpan due)
    {
        lock (_gate)
        {
            _waiting.Enqueue(tick, due);
            Arm();
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Tick()
    {
        lock (_gate)
        {
            if (_isTicking)
            {
                return;
            }

            (_isTicking, _armed) = (true, null);
        }

        while (TakeDue())
        {
            _due.ForEach(tick => tick.Wake());
            _due.Clear();
        }
    }

    private bool TakeDue()
    {
        lock (_gate)
        {
            var now = Now;
            while (_waiting.TryPeek(out _, out var due) && due <= now)
            {
                _due.Add(_waiting.Dequeue());
            }

            _isTicking = _due.Count > 0;
            Arm();
            return _isTicking;
        }
    }

    private void Arm()
    {
        if (_isTicking || !_waiting.TryPeek(out _, out var next) || (_armed is { } armed && armed <= next))
        {
            return;
        }

        _armed = next;
        // Timers count whole milliseconds and cut off the rest, which would let this one spin.
        var left = Math.Ceiling((next - Now).TotalMilliseconds);
        _timer.Change(TimeSpan.FromMilliseconds(Math.Max(0, left)), Timeout.InfiniteTimeSpan);
    }
}
