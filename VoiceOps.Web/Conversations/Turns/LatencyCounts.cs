namespace VoiceOps.Web.Conversations.Turns;

/// <summary>Counts whole milliseconds, so that percentiles are exact at any number of turns in the memory of their distinct values.</summary>
internal sealed class LatencyCounts
{
    private readonly Dictionary<int, long> _counts = [];

    public long Count { get; private set; }

    public void Add(int milliseconds)
    {
        _counts[milliseconds] = _counts.GetValueOrDefault(milliseconds) + 1;
        Count++;
    }

    public LatencyPercentiles Read()
    {
        var ordered = _counts.OrderBy(pair => pair.Key).ToList();
        return new LatencyPercentiles { Count = Count, P50 = Rank(50), P95 = Rank(95), P99 = Rank(99) };

        // Nearest rank: the smallest value that at least so many percent of all do not exceed. Always one that was measured.
        int? Rank(int percent)
        {
            var rank = ((Count * percent) + 99) / 100;
            foreach (var (milliseconds, count) in ordered)
            {
                rank -= count;
                if (rank <= 0)
                {
                    return milliseconds;
                }
            }

            return null;
        }
    }
}
