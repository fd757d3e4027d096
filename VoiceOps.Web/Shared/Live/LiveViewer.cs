namespace VoiceOps.Web.Shared.Live;

/// <summary>One who watches: gets the latest there is whenever ready for it, one callback at a time.</summary>
/// <param name="dispatch">Runs a callback where the viewer wants it: a component's own <c>InvokeAsync</c>.</param>
internal sealed class LiveViewer<TValue>(
    Func<Func<Task>, Task> dispatch, Func<TValue, Task> onValue, Func<Exception, Task>? onError, Action<Exception> onFailure)
{
    private readonly Lock _gate = new();
    private Func<Task>? _next;
    private bool _busy;
    private volatile bool _stopped;

    public void Offer(TValue value) => Offer(() => onValue(value));

    public void Offer(Exception exception) => Offer(() => onError?.Invoke(exception) ?? Task.CompletedTask);

    /// <summary>No callback starts after this; one that is running ends by itself.</summary>
    public void Stop()
    {
        lock (_gate)
        {
            (_stopped, _next) = (true, null);
        }
    }

    private void Offer(Func<Task> callback)
    {
        lock (_gate)
        {
            if (_stopped)
            {
                return;
            }

            _next = callback;
            if (!_busy)
            {
                _busy = true;
                // Never on the thread that reads: a slow viewer must not hold up the others.
                _ = Task.Run(RunAsync);
            }
        }
    }

    private async Task RunAsync()
    {
        while (Take() is { } callback)
        {
            try
            {
                // Asked once more where the callback runs. A component lets go there too, so that nothing comes to it afterwards.
                await dispatch(() => _stopped ? Task.CompletedTask : callback());
            }
            catch (Exception exception)
            {
                onFailure(exception);
            }
        }
    }

    private Func<Task>? Take()
    {
        lock (_gate)
        {
            var next = _next;
            (_next, _busy) = (null, next is not null);
            return next;
        }
    }
}
