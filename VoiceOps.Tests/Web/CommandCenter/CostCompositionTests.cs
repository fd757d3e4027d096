using Bunit;
using VoiceOps.Voice.Reporting;
using VoiceOps.Voice.Reporting.Ranges;
using VoiceOps.Voice.Usage;
using VoiceOps.Web.CommandCenter;
using Xunit;

namespace VoiceOps.Tests.Web.CommandCenter;

public sealed class CostCompositionTests : PageTest
{
    [Fact]
    public void Donut_WithAServiceBelowZero_IsLeftOutAndSaysWhy()
    {
        var page = Show(With((ServiceNames.ElevenLabs, 2_000_000_000), (ServiceNames.Twilio, -1_000_000_000)));

        Assert.Empty(page.FindAll(".donut canvas, .donut .chart"));
        Assert.Contains("No donut and no shares: Twilio is −$1.000000 after a credit or a correction", page.Find("[role=note]").TextContent);
        Assert.DoesNotContain("200", page.Find(".parts").TextContent.Replace("$2.000000", "", StringComparison.Ordinal));
        Assert.DoesNotContain("%", page.Find(".parts").TextContent);
    }

    [Fact]
    public void Shares_OfServices_AddUpToAHundred()
    {
        var page = Show(With(
            (ServiceNames.ElevenLabs, 50_050_000_000), (ServiceNames.Twilio, 16_650_000_000),
            (ServiceNames.Deepgram, 16_650_000_000), (ServiceNames.Cerebras, 16_650_000_000)));

        Assert.Equal(["50.1%", "16.7%", "16.6%", "16.6%"], page.FindAll(".parts .num.muted").Select(share => share.TextContent));
        Assert.Empty(page.FindAll("[role=note]"));
    }

    [Fact]
    public void Share_OfNearlyAll_IsNotAll() => Assert.Equal(
        [">99.9%", "<0.1%"],
            Show(With((ServiceNames.ElevenLabs, 99_960_000_000), (ServiceNames.Twilio, 40_000_000)))
                .FindAll(".parts .num.muted").Select(share => share.TextContent));

    [Fact]
    public void FinancialCommand_OfAMonth_NamesTheComparedDays()
    {
        var range = ReportRanges.Resolve(
            new RangeRequest(RangeKind.Custom, new DateOnly(2026, 3, 1), new DateOnly(2026, 3, 31)), Snapshots.AsOf, TimeZoneInfo.Utc);

        var page = Render<FinancialCommand>(parameters => parameters.Add(panel => panel.Snapshot, Snapshots.Of() with { Range = range }));

        Assert.Equal("compared with 1 Feb – 28 Feb", page.Find(".compared").TextContent);
    }

    private IRenderedComponent<CostComposition> Show(CommandCenterSnapshot snapshot) => Render<CostComposition>(parameters => parameters
        .Add(panel => panel.Snapshot, snapshot).Add(panel => panel.Address, new PageAddress(RangeRequest.Default)));

    private static CommandCenterSnapshot With(params (string Service, long Nanos)[] services)
    {
        var total = services.Sum(service => service.Nanos);
        return Snapshots.Of() with
        {
            Current = Snapshots.Totals(0, total),
            Services = [.. services.Select(service => new ServiceCost
            {
                Service = service.Service, Cost = new Money(service.Nanos), Share = (decimal)service.Nanos / total,
                EstimatedCost = Money.Zero, UnpricedEvents = 0,
            })],
        };
    }
}
