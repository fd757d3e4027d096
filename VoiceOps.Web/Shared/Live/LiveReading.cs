namespace VoiceOps.Web.Shared.Live;

/// <summary>
/// One value for all who watch it: read again as its pace says while anybody does, and not at all while nobody does. There are never
/// two reads at once, and none runs on a viewer's thread. A viewer that comes later gets the latest at once.
/// </summary>
public class LiveReading<TValue>(Func<CancellationToken, Task<TValue>> read, LivePace<TValue> pace, TimeProvider time, ILogger logger) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly List<LiveViewer<TValue>> _viewers = [];
    private CancellationTokenSource? _running;
    private Task _reads = Task.CompletedTask;
    // A value or a failure: nobody is shown what was read before a failure.
    private Latest? _latest;

    /// <summary>Calls back with the latest value, then with every newer one, until disposed; a slow callback only skips what is outdated.</summary>
    /// <param name="dispatch">Runs the callbacks: a component's own <c>InvokeAsync</c>. What lets go there is not called back afterwards.</param>
    /// <param name="onError">Told of a read that failed; it is tried again.</param>
    public IDisposable Subscribe(Func<Func<Task>, Task> dispatch, Func<TValue, Task> onValue, Func<Exception, Task>? onError = null)
    {
        var viewer = new LiveViewer<TValue>(dispatch, onValue, onError, logger.NotShown);
        lock (_gate)
        {
            _viewers.Add(viewer);
            if (_running is null)
            {
                Start();
            }

            _latest?.Tell(viewer);
        }

        return new Subscription(() => Remove(viewer));
    }

    /// <inheritdoc cref="Subscribe(Func{Func{Task}, Task}, Func{TValue, Task}, Func{Exception, Task})"/>
    public IDisposable Subscribe(Func<Func<Task>, Task> dispatch, Action<TValue> onValue, Action<Exception>? onError = null) =>
        Subscribe(dispatch, Async(onValue), onError is null ? null : Async(onError));

    /// <summary>Whether nothing of it is of use to whoever comes next.</summary>
    internal bool IsForgotten
    {
        get
        {
            lock (_gate)
            {
                return _running is null && _reads.IsCompleted && !IsKept;
            }
        }
    }

    /// <summary>At the end of the program.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _viewers.ForEach(viewer => viewer.Stop());
            _viewers.Clear();
            Stop();
        }

        GC.SuppressFinalize(this);
    }

    private bool IsKept => _latest is { Failure: null } latest && time.GetElapsedTime(latest.StartedAt) < pace.KeptFor;

    private void Start()
    {
        _latest = IsKept ? _latest : null;
        var first = _latest is { } latest ? pace.Interval - time.GetElapsedTime(latest.StartedAt) : TimeSpan.Zero;
        _running = new CancellationTokenSource();
        var (before, stopping) = (_reads, _running.Token);
        // SQLite reads on the thread that asks, which here would be a page's.
        _reads = Task.Run(() => RunAsync(before, first, stopping), CancellationToken.None);
    }

    private async Task RunAsync(Task before, TimeSpan first, CancellationToken stopping)
    {
        // A read that was cancelled may take a while to end.
        await before;
        using var commits = new CommitNotes(pace.Commits);
        try
        {
            await DelayAsync(first, stopping);
            while (!stopping.IsCancellationRequested)
            {
                commits.Forget();
                var startedAt = time.GetTimestamp();
                var wait = await ReadAsync(startedAt, stopping);
                await commits.WaitAsync(wait.Longest, time, stopping);
                await DelayAsync(wait.Shortest - time.GetElapsedTime(startedAt), stopping);
            }
        }
        catch (Exception) when (stopping.IsCancellationRequested)
        {
            // Nobody watches any more.
        }
    }

    private async Task<LiveWait> ReadAsync(long startedAt, CancellationToken stopping)
    {
        try
        {
            var value = await read(stopping);
            Publish(new Latest(value, null, startedAt), stopping);
            return pace.After(value, time.GetElapsedTime(startedAt), time.GetUtcNow().UtcDateTime);
        }
        catch (Exception exception) when (!stopping.IsCancellationRequested)
        {
            // Also of a cancellation that is somebody else's, such as a time-out.
            logger.NotRead(exception);
            Publish(new Latest(default, exception, startedAt), stopping);
            return pace.AfterFailure();
        }
    }

    private void Publish(Latest latest, CancellationToken stopping)
    {
        lock (_gate)
        {
            if (stopping.IsCancellationRequested)
            {
                return;
            }

            var isNew = !latest.IsSameAs(_latest);
            _latest = latest;
            if (isNew)
            {
                _viewers.ForEach(latest.Tell);
            }
        }
    }

    private Task DelayAsync(TimeSpan wait, CancellationToken stopping) =>
        wait > TimeSpan.Zero ? Task.Delay(wait, time, stopping) : Task.CompletedTask;

    private void Remove(LiveViewer<TValue> viewer)
    {
        viewer.Stop();
        lock (_gate)
        {
            // A viewer that lets go twice must not end what others have started since.
            if (_viewers.Remove(viewer) && _viewers.Count == 0)
            {
                Stop();
            }
        }
    }

    private void Stop()
    {
        // What the cancellation sets off runs elsewhere and not on a viewer's thread.
        _ = _running?.CancelAsync();
        (_running, _latest) = (null, IsKept ? _latest : null);
    }

    private static Func<T, Task> Async<T>(Action<T> action) => value =>
    {
        action(value);
        return Task.CompletedTask;
    };

    private sealed record Latest(TValue? Value, Exception? Failure, long StartedAt)
    {
        public void Tell(LiveViewer<TValue> viewer)
        {
            if (Failure is null)
            {
                viewer.Offer(Value!);
            }
            else
            {
                viewer.Offer(Failure);
            }
        }

        public bool IsSameAs(Latest? other) => Failure is null && other is { Failure: null } && EqualityComparer<TValue>.Default.Equals(Value, other.Value);
    }

    private sealed class Subscription(Action dispose) : IDisposable
    {
        public void Dispose() => dispose();
    }
}
