using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace VoiceOps.Tests.Browser;

[Collection(DemoCollection.Name)]
public sealed class ChartTests(Chromium chromium, DemoApp demo) : BrowserTests(chromium)
{
    [Fact]
    public async Task Tooltip_OfTheUnfinishedDay_TellsAllOfItAndSurvivesARedraw()
    {
        var page = (await OpenAsync(demo.Address, "?range=7d")).Page;
        var bar = Bars(page).Last;
        await Expect(bar).ToHaveAttributeAsync("fill", new Regex(@"^url\(#so-far-"));
        await bar.HoverAsync();
        var tip = page.Locator(".chart .apexcharts-tooltip.apexcharts-active .chart-tip");
        await Expect(tip.Locator("caption")).ToContainTextAsync("so far");
        await Expect(tip).ToContainTextAsync("Total cost");
        await Expect(tip).ToContainTextAsync(new Regex(@"Margin.*\d%"));

        await page.EvaluateAsync("() => { document.querySelector('.chart .apexcharts-bar-area').dataset.before = '1'; }");
        await Expect(page.Locator(".chart [data-before]")).ToHaveCountAsync(0);

        await Expect(tip.Locator("caption")).ToContainTextAsync("so far");
    }

    [Fact]
    public async Task Click_OnABarsPart_KeepsItsServiceAndItsDay()
    {
        var page = (await OpenAsync(demo.Address, "?range=7d")).Page;
        // The last but one: the running calls do not move it.
        await page.Locator(".chart .apexcharts-series[seriesName='Twilio'] .apexcharts-bar-area[j='5']").ClickAsync();

        await Expect(page).ToHaveURLAsync(new Regex(@"range=custom&from=(\d{4}-\d\d-\d\d)&to=\1&service=twilio"));
    }

    private static ILocator Bars(IPage page) => page.Locator(".chart .apexcharts-series[seriesName='ElevenLabs'] .apexcharts-bar-area");
}
