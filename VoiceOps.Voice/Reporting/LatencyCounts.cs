namespace VoiceOps.Voice.Reporting;

/// <summary>
/// The one way to a percentile: counts whole milliseconds, or any other whole unit of time, so that percentiles are exact at any number of
/// measurements in the memory of their distinct values. From any thread.
/// </summary>
internal sealed class LatencyCounts
{
    private readonly Lock _gate = new();
    private readonly Dictionary<int, long> _counts = [];
    private long _count;

    public long Count
    {
        get
        {
            lock (_gate)
            {
                return _count;
            }
        }
    }

    /// <summary>Measured <paramref name="times"/> times.</summary>
    public void Add(int value, long times = 1)
    {
        lock (_gate)
        {
            _counts[value] = _counts.GetValueOrDefault(value) + times;
            _count += times;
        }
    }

    /// <summary>
    /// By nearest rank: the smallest value that at least so many percent of all do not exceed; 100 is the greatest. Always one that was measured.
    /// Null when nothing was.
    /// </summary>
    public int? At(int percent)
    {
        lock (_gate)
        {
            return Rank(Ordered(), percent);
        }
    }

    public LatencyPercentiles Read()
    {
        lock (_gate)
        {
            var ordered = Ordered();
            return new LatencyPercentiles { Count = _count, P50 = Rank(ordered, 50), P95 = Rank(ordered, 95), P99 = Rank(ordered, 99) };
        }
    }

    private List<KeyValuePair<int, long>> Ordered() => [.. _counts.OrderBy(pair => pair.Key)];

    private int? Rank(List<KeyValuePair<int, long>> ordered, int percent)
    {
        var rank = ((_count * percent) + 99) / 100;
        foreach (var (value, count) in ordered)
        {
            rank -= count;
            if (rank <= 0)
            {
                return value;
            }
        }

        return null;
    }
}
