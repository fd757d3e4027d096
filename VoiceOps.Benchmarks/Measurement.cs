using System.Diagnostics;
using VoiceOps.Voice.Reporting;
using VoiceOps.Web.Conversations.Turns;

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

        var counts = new LatencyCounts();
        for (var index = 0; index < times; index++)
        {
            var started = Stopwatch.GetTimestamp();
            await operation(index);
            counts.Add((int)Stopwatch.GetElapsedTime(started).TotalMicroseconds);
        }

        return $"{name,-44} {Of(50)} {Of(95)} {Of(99)} {Of(100)}";

        string Of(int percent) => $"{counts.At(percent) / 1_000.0,6:0.0} ms";
    }
}
