using System.Globalization;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace VoiceOps.Tests.Browser;

/// <summary>What a new page is held to by itself: <see cref="PageList"/> has to name it, and then it is looked at as all others are.</summary>
[Collection(DemoCollection.Name)]
public sealed class EveryPageTests(Chromium chromium, DemoApp demo) : BrowserTests(chromium)
{
    // A phone, a screen of 1024 at 200 %, one of 1440 at 200 %, a small and a usual one.
    private static readonly int[] Widths = [Phone, 512, 720, 1024, Desktop];

    private const int Looks = 8;

    public static TheoryData<string, string> Pages => [.. PageList.All.Select(page => (page.Address, page.Ready))];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Page_AtEveryWidth_FitsAndCanBeReadAndReached(string address, string ready)
    {
        var day = demo.Day.AddDays(-2).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var page = (await OpenAsync(demo.Address, string.Format(CultureInfo.InvariantCulture, address, day))).Page;
        await Expect(page.Locator(ready).First).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-link", "up");
        var wrong = new List<string>();
        foreach (var width in Widths)
        {
            await page.SetViewportSizeAsync(width, 900);
            await FindAsync(width, PageChecks.SidewaysAsync);
            await FindAsync(width, PageChecks.CutAsync);
            if (width is Phone or Desktop)
            {
                await FindAsync(width, PageChecks.ContrastAsync);
                await FindAsync(width, PageChecks.FocusAsync);
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));

        // A chart is drawn anew for a new width a moment later.
        async Task FindAsync(int width, Func<IPage, Task<string[]>> check)
        {
            var found = await check(page);
            for (var look = 0; found.Length > 0 && look < Looks; look++)
            {
                await page.WaitForTimeoutAsync(500);
                found = await check(page);
            }

            wrong.AddRange(found.Select(what => $"{width}: {what}"));
        }
    }

    [Fact]
    public void List_OfPages_HasEveryRoute() => Assert.Empty(PageList.Routes.Except(PageList.All.Select(page => page.Route)));

    [Fact]
    public async Task Button_ClickedTwice_DoesItsThingOnce()
    {
        var page = (await OpenAsync(demo.Address, "?range=7d")).Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Table", Exact = true }).DblClickAsync();

        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Chart", Exact = true })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Cost and revenue as a table" })).ToBeVisibleAsync();
    }
}
