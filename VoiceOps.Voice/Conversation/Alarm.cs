namespace VoiceOps.Voice.Conversation;

/// <summary>
/// Something that is to happen after a time unless it is called off. It rings into the conversation's own queue, and what it is for happens
/// there: never beside another event. Set and called off only from that queue.
/// </summary>
internal sealed class Alarm : IDisposable
{
    private readonly TimeProvider _time;
    private readonly Func<Task> _onDue;
    private readonly ITimer _timer;
    private long _setAt;
    private TimeSpan? _after;

    public Alarm(TimeProvider time, Action<Alarm> ring, Func<Task> onDue)
    {
        (_time, _onDue) = (time, onDue);
        _timer = time.CreateTimer(_ => ring(this), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public bool IsSet => _after is not null;

    /// <summary>Sets it, or sets it anew. A time that has passed meanwhile, which is less than zero, is due at once.</summary>
    public void Set(TimeSpan after)
    {
        after = after > TimeSpan.Zero ? after : TimeSpan.Zero;
        (_setAt, _after) = (_time.GetTimestamp(), after);
        Start(after);
    }

    public void Cancel()
    {
        if (_after is not null)
        {
            _after = null;
            _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>It rang. It may have been called off or set anew since, and timers run by a coarser clock that may be early.</summary>
    public Task RangAsync()
    {
        if (_after is not { } after)
        {
            return Task.CompletedTask;
        }

        var left = after - _time.GetElapsedTime(_setAt);
        if (left > TimeSpan.Zero)
        {
            Start(left);
            return Task.CompletedTask;
        }

        _after = null;
        return _onDue();
    }

    public void Dispose() => _timer.Dispose();

    // Timers cut to whole milliseconds: what is not rounded up rings too early, and then again and again.
    private void Start(TimeSpan after) => _timer.Change(TimeSpan.FromMilliseconds(Math.Ceiling(after.TotalMilliseconds)), Timeout.InfiniteTimeSpan);
}
