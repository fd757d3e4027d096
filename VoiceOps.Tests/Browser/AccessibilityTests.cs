using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace VoiceOps.Tests.Browser;

/// <summary>What <see cref="Axe"/> finds, and one column of a phone's width.</summary>
[Collection(DemoCollection.Name)]
public sealed class AccessibilityTests(Chromium chromium, DemoApp demo) : BrowserTests(chromium)
{
    [Theory]
    [InlineData(Desktop)]
    [InlineData(Phone)]
    public async Task Axe_OnPageDrawerAndDialog_FindsNothingSerious(int width)
    {
        var center = await OpenAsync(demo.Address, "?range=7d", width);
        await Expect(center.RunningCalls.First).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await Axe.AssertCleanAsync(center.Page, "page");

        await center.Activity.First.GetByRole(AriaRole.Link).ClickAsync();
        await Expect(center.Drawer.GetByRole(AriaRole.Region, new() { Name = "Usage rows" })).ToBeVisibleAsync();
        await Axe.AssertCleanAsync(center.Page, "drawer");
        await center.Page.Keyboard.PressAsync("Escape");
        await Expect(center.Drawer).ToHaveCountAsync(0);

        await center.Rates.First.GetByRole(AriaRole.Button).ClickAsync();
        await Expect(center.RateDialog).ToBeVisibleAsync();
        await Axe.AssertCleanAsync(center.Page, "rate dialog");
        await center.RateDialog.GetByLabel("New price").FillAsync("-1");
        await Axe.AssertCleanAsync(center.Page, "rate dialog with a problem");
    }

    [Theory]
    [InlineData(Desktop)]
    [InlineData(Phone)]
    public async Task Axe_OnPricing_FindsNothingSeriousAndNothingScrollsSideways(int width)
    {
        var page = (await OpenAsync(demo.Address, "pricing", width)).Page;
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Models", Exact = true })).ToBeVisibleAsync();
        await Axe.AssertCleanAsync(page, "pricing page");
        Assert.Equal(width, await WidthAsync(page));

        await page.GetByRole(AriaRole.Button, new() { Name = "Edit the rate of Twilio voice" }).ClickAsync();
        await page.GetByLabel("New price in dollars per minute").FillAsync("0.02");
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Quantities at the new rate" })).ToBeVisibleAsync();
        await Axe.AssertCleanAsync(page, "rate dialog with its effect");
        Assert.Equal(width, await WidthAsync(page));

        await page.GotoAsync(new Uri(demo.Address, "pricing?rate=twilio:voice").ToString());
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Versions" })).ToBeVisibleAsync();
        await Axe.AssertCleanAsync(page, "rate's history");

        await page.GotoAsync(new Uri(demo.Address, "pricing/unpriced").ToString());
        await Expect(page.GetByText("Every row has a price.")).ToBeVisibleAsync();
        await Axe.AssertCleanAsync(page, "unpriced page");
        Assert.Equal(width, await WidthAsync(page));
    }

    [Fact]
    public async Task Phone_Page_NeverScrollsSideways()
    {
        var center = await OpenAsync(demo.Address, width: Phone);
        await Expect(center.RunningCalls.First).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await Expect(center.Donut).ToBeVisibleAsync();
        Assert.Equal(Phone, await WidthAsync(center.Page));

        // What an operator needs is within reach of a thumb.
        await center.Range("7D").ClickAsync();
        await Expect(center.Range("7D")).ToHaveAttributeAsync("aria-current", "true");
        var hangUp = center.OnAir.GetByRole(AriaRole.Button, new() { NameRegex = new("^Hang up") }).First;
        await hangUp.ScrollIntoViewIfNeededAsync();
        await Expect(hangUp).ToBeInViewportAsync(new() { Ratio = 1 });
        await center.Page.GetByRole(AriaRole.Button, new() { Name = "OPERATIONAL" }).ClickAsync();
        await Expect(center.Page.GetByRole(AriaRole.Dialog, new() { Name = "System status" })).ToBeInViewportAsync(new() { Ratio = 1 });
        await center.Page.Keyboard.PressAsync("Escape");
        await center.Page.GetByRole(AriaRole.Button, new() { Name = "Custom" }).ClickAsync();
        await Expect(center.Page.GetByRole(AriaRole.Dialog, new() { Name = "Custom range" })).ToBeInViewportAsync(new() { Ratio = 1 });
        await center.Page.Keyboard.PressAsync("Escape");

        await center.Activity.First.GetByRole(AriaRole.Link).ClickAsync();
        await Expect(center.Drawer.GetByRole(AriaRole.Button, new() { Name = "Close" })).ToBeInViewportAsync(new() { Ratio = 1 });
        await Expect(center.Drawer.GetByRole(AriaRole.Region, new() { Name = "Usage rows" })).ToBeVisibleAsync();
        Assert.Equal(Phone, await WidthAsync(center.Page));
        var body = center.Drawer.GetByRole(AriaRole.Region, new() { Name = "The call's rows" });
        Assert.True(
            await body.EvaluateAsync<bool>("element => element.scrollWidth <= element.clientWidth"), "Something in the drawer is wider than the drawer.");
        await center.Drawer.GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();

        await center.Rates.First.GetByRole(AriaRole.Button).ClickAsync();
        await Expect(center.RateDialog.GetByRole(AriaRole.Button, new() { Name = "Put in force" })).ToBeInViewportAsync(new() { Ratio = 1 });
        Assert.Equal(Phone, await WidthAsync(center.Page));
    }

    [Theory]
    [InlineData(Desktop)]
    [InlineData(Phone)]
    public async Task Axe_OnCallsCallAndConversations_FindsNothingSeriousAndNothingScrollsSideways(int width)
    {
        var log = new CallLog((await OpenAsync(demo.Address, "calls?range=30d&status=completed&interrupted=true", width)).Page);
        await Expect(log.Rows.First).ToBeVisibleAsync();
        await Axe.AssertCleanAsync(log.Page, "call log");
        Assert.Equal(width, await WidthAsync(log.Page));

        await log.Link(log.Rows.First).ClickAsync();
        await Expect(log.Turns.First).ToBeVisibleAsync();
        await Axe.AssertCleanAsync(log.Page, "call");
        Assert.Equal(width, await WidthAsync(log.Page));

        await log.Page.GetByRole(AriaRole.Link, new() { Name = "Conversations" }).ClickAsync();
        await Expect(log.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Turn latency, heard" }).First).ToBeVisibleAsync();
        await Axe.AssertCleanAsync(log.Page, "conversations");
        Assert.Equal(width, await WidthAsync(log.Page));
    }

    private static Task<int> WidthAsync(IPage page) => page.EvaluateAsync<int>("() => document.documentElement.scrollWidth");
}
