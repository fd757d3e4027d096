using Bunit;
using VoiceOps.Voice.Reporting;
using VoiceOps.Web.Conversations;
using VoiceOps.Web.Conversations.Turns;
using Xunit;

namespace VoiceOps.Tests.Web.Conversations;

public sealed class LatencyTrendTests : PageTest
{
    // They were spread over the width by themselves: 27 Nov stood under the bar of 1 Dec.
    [Fact]
    public void Labels_Each_StandsUnderItsOwnBar()
    {
        var trend = Render<LatencyTrend>(parameters => parameters.Add(panel => panel.Series, [.. Enumerable.Range(1, 8).Select(Bucket)]));

        Assert.Equal(
            ["day 1 left:6.25%", "day 3 left:31.25%", "day 5 left:56.25%", "day 7 left:81.25%"],
            trend.FindAll(".trend-labels span").Select(label => $"{label.TextContent} {label.GetAttribute("style")}"));
    }

    private static TurnBucket Bucket(int day) => new($"day {day}", new LatencyPercentiles { Count = 1, P50 = 800, P95 = 900, P99 = 1_000 });
}
