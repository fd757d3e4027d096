using FsCheck.Xunit;
using VoiceOps.Voice.Reporting;
using VoiceOps.Web.Conversations.Turns;
using Xunit;

namespace VoiceOps.Tests.Reporting;

public sealed class LatencyCountsTests
{
    /// <summary>The definition itself: sorted, the value at the rank that at least p percent do not exceed.</summary>
    [Property(MaxTest = 500)]
    public bool Read_AnyValues_AreTheNearestRanksOfTheSortedList(ushort[] values)
    {
        var counts = new LatencyCounts();
        foreach (var value in values)
        {
            counts.Add(value % 40);
        }

        int[] sorted = [.. values.Select(value => value % 40).Order()];
        return counts.Read() == new LatencyPercentiles { Count = values.Length, P50 = Rank(0.50m), P95 = Rank(0.95m), P99 = Rank(0.99m) };

        int? Rank(decimal share) => sorted.Length == 0 ? null : sorted[(int)Math.Ceiling(share * sorted.Length) - 1];
    }

    [Fact]
    public void Add_SeveralTimesAtOnce_IsAsOften()
    {
        var counts = new LatencyCounts();
        counts.Add(900, 5);
        counts.Add(700, 94);
        counts.Add(5_000);

        Assert.Equal(new LatencyPercentiles { Count = 100, P50 = 700, P95 = 900, P99 = 900 }, counts.Read());
    }

    [Theory]
    [InlineData(1, 700, 700, 700)]
    [InlineData(2, 700, 701, 701)]
    [InlineData(100, 749, 794, 798)]
    [InlineData(101, 750, 795, 799)]
    public void Read_ConsecutiveValues_HandComputed(int count, int p50, int p95, int p99)
    {
        var counts = new LatencyCounts();
        foreach (var value in Enumerable.Range(700, count).Reverse())
        {
            counts.Add(value);
        }

        Assert.Equal(new LatencyPercentiles { Count = count, P50 = p50, P95 = p95, P99 = p99 }, counts.Read());
        Assert.Equal((p50, 700 + count - 1), (counts.At(50), counts.At(100)));
    }
}
