namespace VoiceOps.Web.Conversations.Turns;

/// <summary>One reading for all who ask for the same within a moment: going through a range's turns is worth sharing.</summary>
public sealed class SharedTurnStats(TurnStatsQueries queries, TimeProvider time)
{
    internal static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(3);

    private readonly Lock _gate = new();
    private readonly Dictionary<TurnStatsRequest, (long At, Task<TurnStats> Reading)> _readings = [];

    /// <summary>At most <see cref="MaxAge"/> old. A reading that others wait for too is not cancelled.</summary>
    public Task<TurnStats> ReadAsync(TurnStatsRequest request, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            foreach (var (old, _) in _readings.Where(pair => time.GetElapsedTime(pair.Value.At) >= MaxAge && pair.Value.Reading.IsCompleted).ToList())
            {
                _readings.Remove(old);
            }

            if (!_readings.TryGetValue(request, out var known) || known.Reading.IsFaulted)
            {
                known = (time.GetTimestamp(), Task.Run(() => queries.ReadAsync(request, CancellationToken.None), CancellationToken.None));
                _readings[request] = known;
            }

            return known.Reading.WaitAsync(cancellationToken);
        }
    }
}
