using Bunit;
using VoiceOps.Voice.Pricing;
using VoiceOps.Voice.Reporting;
using VoiceOps.Web.Pricing;
using Xunit;

namespace VoiceOps.Tests.Web.Pricing;

public sealed class PricingRowTests : PageTest
{
    [Fact]
    public void Row_OfTheCard_ShowsTheRateInFullAndWhatItIsBilledBy()
    {
        var row = Row(Snapshots.Rate());

        Assert.Equal("$0.014000", row.Find(".rate").TextContent);
        Assert.Contains("started minute", row.Markup);
        Assert.Equal("rate card", row.Find("[data-label=Source] .muted").TextContent);
        Assert.Equal("2026-05-11 12:00", row.Find("time").TextContent);
    }

    [Fact]
    public void Row_FinerRatesBeside_PadsWithZerosThatNobodyReadsOrCopies()
    {
        var row = Row(Snapshots.Rate(), decimals: 8);

        Assert.Equal("00000", row.Find(".pad[aria-hidden=true]").TextContent);
        Assert.Equal("0.014", row.Find(".rate").GetAttribute("data-exact"));
    }

    [Fact]
    public void Row_Fallback_SaysSoAndHasNoBeginning()
    {
        var row = Row(Snapshots.Rate(source: PricingSource.Fallback));

        Assert.Equal("fallback", row.Find(".chip").TextContent);
        Assert.Empty(row.FindAll("time"));
    }

    [Fact]
    public void Row_Unpriced_HasNoPriceNoCostAndABidToSetOne()
    {
        var row = Row(Snapshots.Rate(price: null, source: PricingSource.Unpriced, unpriced: 2));

        Assert.Equal(2, row.FindAll(".unknown").Count);
        Assert.DoesNotContain("$0", row.Markup);
        Assert.StartsWith("Set", row.Find("button").TextContent);
    }

    private IRenderedComponent<PricingRow> Row(RateUsage rate, int decimals = 3) =>
        Render<PricingRow>(parameters => parameters.Add(row => row.Rate, rate).Add(row => row.Decimals, decimals));
}
