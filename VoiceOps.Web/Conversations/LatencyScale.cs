using VoiceOps.Web.Calls;
using VoiceOps.Web.Conversations.Turns;

namespace VoiceOps.Web.Conversations;

/// <summary>The one time axis of all latencies on the page: whole and interrupted replies compare.</summary>
public static class LatencyScale
{
    public static TimeScale Of(TurnStats? stats) => TimeScale.For(stats is null ? [] :
        stats.Latency.Values.Concat(stats.InterruptedLatency.Values).Select(percentiles => percentiles.P99).OfType<int>());
}
