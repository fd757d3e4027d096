using System.Diagnostics;
using HdrHistogram;

namespace VoiceOps.Benchmarks;

/// <summary>Times one operation many times over, one after another, and prints its percentiles.</summary>
internal static class Measurement
{
    // A dashboard reads every tenth of a second, all day: the compiler is long through with what it runs.
    private const int WarmUps = 300;

    public static string Header => $"{"",-44} {"p50",9} {"p95",9} {"p99",9} {"max",9}";

    public static async Task<string> OfAsync(string name, int times, Func<int, Task> operation)
    {
        for (var index = 0; index < WarmUps; index++)
        {
            await operation(index);
        }

        var histogram = new LongHistogram(TimeSpan.TicksPerMinute, numberOfSignificantValueDigits: 3);
        for (var index = 0; index < times; index++)
        {
            var started = Stopwatch.GetTimestamp();
            await operation(index);
            histogram.RecordValue(Math.Max(1, Stopwatch.GetElapsedTime(started).Ticks));
        }

        return $"{name,-44} {Of(50)} {Of(95)} {Of(99)} {Of(100)}";

        string Of(double percentile) => $"{(double)histogram.GetValueAtPercentile(percentile) / TimeSpan.TicksPerMillisecond,6:0.0} ms";
    }
}
