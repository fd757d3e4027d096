using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace VoiceOps.Tests.Browser;

[Collection(DemoCollection.Name)]
public sealed class DemoTests(Chromium chromium, DemoApp demo) : BrowserTests(chromium)
{
    // That no page asks another host and none logs an error is checked in every browser test.
    [Fact]
    public async Task Demo_Opened_SaysSoAndHasHistoryCallersAndItsOwnFonts()
    {
        var center = await OpenAsync(demo.Address);

        await Expect(center.Page.GetByRole(AriaRole.Navigation, new() { Name = "Pages" }).GetByText("DEMO", new() { Exact = true })).ToBeVisibleAsync();
        await Expect(center.Slices).ToHaveCountAsync(4);
        await Expect(center.Activity.First).ToBeVisibleAsync();
        await Expect(center.RunningCalls.First).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await Expect(center.Page.GetByRole(AriaRole.Button, new() { Name = "OPERATIONAL" })).ToBeVisibleAsync();
        foreach (var family in (string[])["Inter Variable", "JetBrains Mono Variable"])
        {
            Assert.True(await center.Page.EvaluateAsync<bool>(
                "async family => { await document.fonts.ready; return [...document.fonts].some(font => font.family.replaceAll('\"', '') === family && "
                    + "font.status === 'loaded'); }", family), family);
        }
    }

    // Nobody counted the line of the first days, and the backfill at the program's start did.
    [Fact]
    public async Task Demo_OfAMonth_ShowsTheEstimatedShareHatched()
    {
        var center = await OpenAsync(demo.Address, "?range=30d");

        await Expect(center.Composition.GetByText("estimated")).ToHaveClassAsync(new System.Text.RegularExpressions.Regex("hatched"));
    }

    // The calls are of today, whatever the browser takes the day to be.
    [Fact]
    public async Task Ages_InABrowserWhoseClockIsDaysFast_AreTheServers()
    {
        var center = await OpenAsync(demo.Address, fast: TimeSpan.FromDays(3));
        var latest = center.Activity.First.Locator("time[data-ago]");
        await Expect(latest).ToBeVisibleAsync();

        await center.Page.Clock.RunForAsync(2_000);

        await Expect(latest).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^(now|[0-9]+ (s|min) ago)$"));
    }

    [Fact]
    public async Task Figures_Paused_StandStillUntilTheyAreResumed()
    {
        var center = await OpenAsync(demo.Address, "?range=today");
        await Expect(center.RunningCalls.First).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await Expect(center.Hero("Costs")).ToBeVisibleAsync();
        await center.Page.Keyboard.PressAsync("p");

        var paused = center.Page.GetByText("PAUSED");
        await Expect(paused).ToBeVisibleAsync();
        var cost = await center.Hero("Costs").GetAttributeAsync(CommandCenter.Exact);
        await Expect(center.Page.Locator(".freshness")).ToContainTextAsync(new System.Text.RegularExpressions.Regex(@"\(([2-9]|\d\d+) new\)"));
        Assert.Equal(cost, await center.Hero("Costs").GetAttributeAsync(CommandCenter.Exact));

        await center.Page.Keyboard.PressAsync("p");
        await Expect(paused).ToHaveCountAsync(0);
        await Expect(center.Hero("Costs")).Not.ToHaveAttributeAsync(CommandCenter.Exact, cost!);
    }
}
