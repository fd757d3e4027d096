using System.Threading.Tasks.Sources;

namespace VoiceOps.Simulation.Callers;

/// <summary>One line's place at the <see cref="LineClock"/>: awaited once a frame, and used again for the next.</summary>
internal sealed class LineTick(LineClock clock) : IValueTaskSource
{
    private ManualResetValueTaskSourceCore<bool> _source;

    public LineClock Clock => clock;

    public ValueTask UntilAsync(TimeSpan due)
    {
        if (due <= clock.Now)
        {
            return ValueTask.CompletedTask;
        }

        _source.Reset();
        var waiting = new ValueTask(this, _source.Version);
        clock.WakeAt(this, due);
        return waiting;
    }

    public void Wake() => _source.SetResult(true);

    public void GetResult(short token) => _source.GetResult(token);

    public ValueTaskSourceStatus GetStatus(short token) => _source.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _source.OnCompleted(continuation, state, token, flags);
}
