using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace VoiceOps.Tests.Browser;

/// <summary>History, Tie-out and "why this number" in the demo: green, clean for assistive technology, and one column on a phone.</summary>
[Collection(DemoCollection.Name)]
public sealed class BooksPagesTests(Chromium chromium, DemoApp demo) : BrowserTests(chromium)
{
    [Fact]
    public async Task TieOut_OfAMonthOfTraffic_IsGreen()
    {
        var page = (await OpenAsync(demo.Address, "tie-out")).Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Check now" }).ClickAsync();

        var checks = page.Locator(".checks").GetByRole(AriaRole.Listitem);
        await Expect(checks).ToHaveCountAsync(9, new() { Timeout = 60_000 });
        await Expect(page.GetByText("The books tie out.")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await Expect(checks.Filter(new() { HasText = "green" })).ToHaveCountAsync(9);
    }

    [Fact]
    public async Task Why_FromTheCosts_LeadsToRowsThatAddUp()
    {
        var center = await OpenAsync(demo.Address, "?range=7d");
        await center.Hero("Costs").GetByRole(AriaRole.Link).ClickAsync();

        await Expect(center.Page.GetByRole(AriaRole.Heading, new() { Name = "Why this number" })).ToBeVisibleAsync();
        Assert.Contains("/why?figure=cost&range=7d", center.Page.Url);
        await Expect(center.Page.GetByText("✓ is the figure shown")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await Expect(center.Page.GetByRole(AriaRole.Region, new() { Name = "Rows behind the figure" }).Locator("tbody").GetByRole(AriaRole.Row))
            .ToHaveCountAsync(100);
        await center.Page.GetByRole(AriaRole.Link, new() { Name = "Older" }).ClickAsync();
        await Expect(center.Page.GetByRole(AriaRole.Link, new() { Name = "Newest" })).ToBeVisibleAsync();
        await center.Page.GetByRole(AriaRole.Region, new() { Name = "Rows behind the figure" }).GetByRole(AriaRole.Link).First.ClickAsync();
        await Expect(center.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/calls/[0-9]+$"));
    }

    [Theory]
    [InlineData("history", "Run again", Desktop)]
    [InlineData("history", "Run again", Phone)]
    [InlineData("tie-out?check=9", "Check now", Desktop)]
    [InlineData("tie-out?check=9", "Check now", Phone)]
    [InlineData("why?figure=profit&range=7d", "", Desktop)]
    [InlineData("why?figure=cost&range=7d", "", Phone)]
    public async Task Page_AtAnyWidth_IsCleanAndDoesNotScrollSideways(string path, string button, int width)
    {
        var page = (await OpenAsync(demo.Address, path, width)).Page;
        await Expect(button.Length > 0 ? page.GetByRole(AriaRole.Button, new() { Name = button }) : page.GetByText("✓ is the figure shown"))
            .ToBeVisibleAsync(new() { Timeout = 60_000 });

        Assert.Equal(width, await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
        await Axe.AssertCleanAsync(page, path);
    }
}
