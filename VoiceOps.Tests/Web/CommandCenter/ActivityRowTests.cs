using Bunit;
using VoiceOps.Voice.Reporting;
using VoiceOps.Voice.Usage;
using VoiceOps.Web.CommandCenter;
using Xunit;

namespace VoiceOps.Tests.Web.CommandCenter;

public sealed class ActivityRowTests : PageTest
{
    private static readonly Dictionary<string, Money> Costs =
        new() { [ServiceNames.Twilio] = new Money(56_000_000), [ServiceNames.ElevenLabs] = new Money(222_000_000) };

    [Fact]
    public void Row_AnsweredCall_ShowsCostRevenueAndMargin()
    {
        var row = Row(Snapshots.Call(Costs, revenue: 374_000_000));

        Assert.Equal("$0.278000", Cell(row, "Cost"));
        Assert.Equal("$0.374000", Cell(row, "Revenue"));
        Assert.Equal("25.7%", Cell(row, "Margin"));
        Assert.Equal("03:07", Cell(row, "Duration"));
        Assert.Equal("+1 ••• 0142", Cell(row, "Caller"));
        Assert.DoesNotContain("5550100142", row.Markup);
    }

    [Fact]
    public void Row_CostOfOneMillionth_IsNotShownAsZero() =>
        Assert.Equal("$0.000001", Cell(Row(Snapshots.Call(new Dictionary<string, Money> { [ServiceNames.Cerebras] = new Money(1_000) })), "Cost"));

    [Fact]
    public void Row_NothingPriced_IsUnknownAndNotZero()
    {
        var row = Row(Snapshots.Call(unpriced: 3));

        Assert.Contains("—", Cell(row, "Cost"));
        Assert.DoesNotContain("$0.000000", Cell(row, "Cost"));
    }

    [Fact]
    public void Row_PartlyPriced_SaysThatTheSumLeavesSomethingOut()
    {
        var cost = Cell(Row(Snapshots.Call(Costs, unpriced: 3)), "Cost");

        Assert.Contains("$0.278000", cost);
        Assert.Contains("+ unpriced", cost);
    }

    [Fact]
    public void Row_NeverAnswered_LeavesFiguresBlank()
    {
        var row = Row(Snapshots.Call() with { StartedAt = null, DurationSeconds = null, Status = "rejected", EndedReason = "rejected" });

        Assert.Equal("", Cell(row, "Cost"));
        Assert.Equal("", Cell(row, "Revenue"));
        Assert.Equal("", Cell(row, "Margin"));
        Assert.Equal("rejected", Cell(row, "Status"));
    }

    [Fact]
    public void Row_NoRevenue_ShowsTheLossInDollars() =>
        Assert.Equal("−$0.278000", Cell(Row(Snapshots.Call(Costs)), "Margin"));

    [Theory]
    [InlineData("in-progress", null, "on air")]
    [InlineData("completed", "caller-hangup", "completed")]
    [InlineData("completed", "operator-hangup", "hung up")]
    [InlineData("completed", "provider-failed", "failed")]
    [InlineData("completed", "rejected", "apologized")]
    [InlineData("failed", "server-lost", "server lost")]
    [InlineData("busy", null, "busy")]
    public void Row_Status_IsAWord(string status, string? reason, string word) =>
        Assert.Equal(word, Cell(Row(Snapshots.Call() with { Status = status, EndedReason = reason }), "Status"));

    private IRenderedComponent<ActivityRow> Row(RecentCall call) =>
        Render<ActivityRow>(parameters => parameters.Add(row => row.Call, call).Add(row => row.Href, "/?call=7"));

    private static string Cell(IRenderedComponent<ActivityRow> row, string label) => row.Find($"[data-label='{label}']").TextContent.Trim();
}
