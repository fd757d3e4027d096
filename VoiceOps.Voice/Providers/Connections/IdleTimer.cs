namespace VoiceOps.Voice.Providers.Connections;

/// <summary>Does something whenever nothing has been sent for a while. A second's precision: a touch costs one store, no timer is re-armed per frame.</summary>
internal sealed class IdleTimer : IAsyncDisposable
{
    private static readonly TimeSpan Precision = TimeSpan.FromSeconds(1);

    private readonly TimeProvider _time;
    private readonly TimeSpan _idle;
    private readonly Func<Task> _whenIdle;
    private readonly ITimer _timer;
    private long _touched;

    public IdleTimer(TimeProvider time, TimeSpan idle, Func<Task> whenIdle)
    {
        _time = time;
        _idle = idle;
        _whenIdle = whenIdle;
        _touched = time.GetTimestamp();
        _timer = time.CreateTimer(_ => Check(), null, Precision, Precision);
    }

    public void Touch() => Volatile.Write(ref _touched, _time.GetTimestamp());

    public ValueTask DisposeAsync() => _timer.DisposeAsync();

    private void Check()
    {
        if (_time.GetElapsedTime(Volatile.Read(ref _touched)) >= _idle)
        {
            Touch();
            _ = _whenIdle();
        }
    }
}
