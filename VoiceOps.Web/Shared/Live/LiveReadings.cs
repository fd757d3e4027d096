namespace VoiceOps.Web.Shared.Live;

/// <summary>One <see cref="LiveReading{TValue}"/> for each key that is watched: all who watch the same share it.</summary>
public class LiveReadings<TKey, TValue>(
    Func<TKey, CancellationToken, Task<TValue>> read, LivePace<TValue> pace, TimeProvider time, ILogger logger)
    : IDisposable
    where TKey : notnull
{
    private readonly Lock _gate = new();
    private readonly Dictionary<TKey, LiveReading<TValue>> _readings = [];

    /// <inheritdoc cref="LiveReading{TValue}.Subscribe(Func{Func{Task}, Task}, Action{TValue}, Action{Exception})"/>
    public IDisposable Subscribe(TKey key, Func<Func<Task>, Task> dispatch, Action<TValue> onValue, Action<Exception>? onError = null) =>
        Subscribe(key, reading => reading.Subscribe(dispatch, onValue, onError));

    /// <inheritdoc cref="LiveReading{TValue}.Subscribe(Func{Func{Task}, Task}, Func{TValue, Task}, Func{Exception, Task})"/>
    public IDisposable Subscribe(TKey key, Func<Func<Task>, Task> dispatch, Func<TValue, Task> onValue, Func<Exception, Task>? onError = null) =>
        Subscribe(key, reading => reading.Subscribe(dispatch, onValue, onError));

    private IDisposable Subscribe(TKey key, Func<LiveReading<TValue>, IDisposable> subscribe)
    {
        lock (_gate)
        {
            foreach (var (old, _) in _readings.Where(pair => pair.Value.IsForgotten).ToList())
            {
                _readings.Remove(old);
            }

            if (!_readings.TryGetValue(key, out var reading))
            {
                reading = new LiveReading<TValue>(token => read(key, token), pace, time, logger);
                _readings.Add(key, reading);
            }

            return subscribe(reading);
        }
    }

    /// <summary>At the end of the program.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            foreach (var reading in _readings.Values)
            {
                reading.Dispose();
            }

            _readings.Clear();
        }

        GC.SuppressFinalize(this);
    }
}
