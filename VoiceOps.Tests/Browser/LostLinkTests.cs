using Microsoft.Playwright;
using VoiceOps.Tests.Calls;
using VoiceOps.Tests.Fakes;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace VoiceOps.Tests.Browser;

/// <summary>
/// The pages said OPERATIONAL · LIVE for half a minute on a dead line, and were dead themselves after six minutes without a network.
/// </summary>
public sealed class LostLinkTests(Chromium chromium) : BrowserTests(chromium)
{
    // The longest wait between two tries.
    private const int HalfMinute = 31_000;

    [Fact]
    public async Task Page_OnADeadLine_IsNoLongerCalledLiveAndComesBackByItself()
    {
        var host = Own(await RunningHost.StartAsync());
        var line = Own(new CutLine(host.Address));
        var page = await OpenLiveAsync(line);

        line.Cut();
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-link", "stale", new() { Timeout = 10_000 });
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "UNKNOWN" })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "OPERATIONAL" })).ToHaveCountAsync(0);
        Assert.Equal("\"STALE\"", await WordAsync(page));

        line.Mend();
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-link", "up");
        Assert.Equal("\"LIVE\"", await WordAsync(page));
        Assert.True(await page.EvaluateAsync<bool>("() => window.sameDocument"), "The page was loaded again.");
    }

    [Fact]
    public async Task Page_HoursWithoutANetwork_GoesOnTryingAndIsBackWithIt()
    {
        var host = Own(await RunningHost.StartAsync());
        var line = Own(new CutLine(host.Address));
        var page = await OpenLiveAsync(line, TimeSpan.Zero);

        line.Refuse();
        await Expect(page.Locator(".link-notice")).ToBeVisibleAsync();
        for (var tries = line.Asked + 40; line.Asked < tries;)
        {
            var asked = line.Asked;
            await Eventually.TrueAsync(() => line.Asked > asked, () => $"It was tried {asked} times.", () => Skip(page), TimeSpan.FromMilliseconds(20));
        }

        line.Mend();
        await page.EvaluateAsync("() => dispatchEvent(new Event('online'))");
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-link", "up");
        await Expect(page.Locator(".link-notice")).ToBeHiddenAsync();
        Assert.True(await page.EvaluateAsync<bool>("() => window.sameDocument"), "The page was loaded again.");
    }

    [Fact]
    public async Task Page_OfAServerThatWasStartedAnew_IsLoadedAgainByItself()
    {
        var host = Own(await RunningHost.StartProcessAsync());
        var line = Own(new CutLine(host.Address));
        var page = await OpenLiveAsync(line);

        await host.KillAndRestartAsync();

        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-link", "up");
        await page.WaitForFunctionAsync("() => !window.sameDocument");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "UNKNOWN" })).ToHaveCountAsync(0);
    }

    /// <summary>A line that is down is what these tests are about, and the browser notes each try.</summary>
    protected override bool Forgives(string problem) => problem.StartsWith("console: ", StringComparison.Ordinal);

    private async Task<IPage> OpenLiveAsync(CutLine line, TimeSpan? fast = null)
    {
        var page = (await OpenAsync(line.Address, "", fast: fast)).Page;
        await page.WaitForFunctionAsync("() => Number(document.querySelector('[data-beat]')?.dataset.beat) > 0");
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-link", "up");
        await page.EvaluateAsync("() => { window.sameDocument = true; }");
        return page;
    }

    // The clock moves on whether or not anything is due.
    private static void Skip(IPage page) => _ = page.Clock.RunForAsync(HalfMinute);

    private static Task<string> WordAsync(IPage page) =>
        page.Locator(".live-word").EvaluateAsync<string>("element => getComputedStyle(element, '::before').content");
}
