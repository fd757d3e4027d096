using System.Threading.Channels;

namespace VoiceOps.Web.Shared;

/// <summary>
/// One timer that reads for all who watch, and stops when nobody does. Each viewer gets the latest there is whenever ready
/// for it: never two callbacks at once, and a slow one only skips what was outdated meanwhile.
/// </summary>
public sealed class SharedPoll<T>(Func<CancellationToken, Task<T>> read, TimeSpan interval, TimeProvider time, Action<Exception> onFailure)
    where T : class
{
    private readonly Lock _gate = new();
    private readonly List<Channel<T>> _viewers = [];
    private CancellationTokenSource? _running;
    private T? _latest;

    public IDisposable Subscribe(Func<T, Task> onChange)
    {
        // Only the newest counts, so a full channel drops what is older.
        var viewer = Channel.CreateBounded<T>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
        lock (_gate)
        {
            _viewers.Add(viewer);
            if (_running is null)
            {
                _running = new CancellationTokenSource();
                var stop = _running.Token;
                _ = Task.Run(() => RunAsync(stop), CancellationToken.None);
            }
            else if (_latest is not null)
            {
                viewer.Writer.TryWrite(_latest);
            }
        }

        _ = Task.Run(() => DeliverAsync(viewer.Reader, onChange));
        return new Subscription(() => Remove(viewer));
    }

    private async Task RunAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(interval, time);
        try
        {
            do
            {
                await ReadAsync(stop);
            }
            while (await timer.WaitForNextTickAsync(stop));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Nobody watches any more.
        }
    }

    private async Task ReadAsync(CancellationToken stop)
    {
        try
        {
            var value = await read(stop);
            lock (_gate)
            {
                if (!stop.IsCancellationRequested && !value.Equals(_latest))
                {
                    _latest = value;
                    _viewers.ForEach(viewer => viewer.Writer.TryWrite(value));
                }
            }
        }
        catch (Exception exception) when (!stop.IsCancellationRequested)
        {
            // Also of a cancellation that is somebody else's, such as a time-out: it is read again at the next tick.
            onFailure(exception);
        }
    }

    private async Task DeliverAsync(ChannelReader<T> values, Func<T, Task> onChange)
    {
        await foreach (var value in values.ReadAllAsync())
        {
            try
            {
                await onChange(value);
            }
            catch (Exception exception)
            {
                onFailure(exception);
            }
        }
    }

    private void Remove(Channel<T> viewer)
    {
        lock (_gate)
        {
            viewer.Writer.TryComplete();
            if (_viewers.Remove(viewer) && _viewers.Count == 0)
            {
                _running?.Cancel();
                (_running, _latest) = (null, null);
            }
        }
    }

    private sealed class Subscription(Action dispose) : IDisposable
    {
        public void Dispose() => dispose();
    }
}
