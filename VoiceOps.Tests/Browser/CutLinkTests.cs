using Microsoft.Playwright;
using VoiceOps.Tests.Calls;
using VoiceOps.Tests.Fakes;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace VoiceOps.Tests.Browser;

/// <summary>What was typed while the network was away once stood on the screen and not in what "Saved as a draft" had saved.</summary>
public sealed class CutLinkTests(Chromium chromium) : BrowserTests(chromium)
{
    private bool _isCut;

    [Fact]
    public async Task Typing_WhileTheLinkIsAway_IsSavedOnceItIsBack()
    {
        var host = Own(await RunningHost.StartAsync());
        var link = Own(new SlowLink(host.Address, TimeSpan.FromMilliseconds(40)));
        var page = (await OpenAsync(link.Address, "personas/1")).Page;
        await Field(page, "Prompt").FillAsync("Before.");
        await Expect(page.Locator(".page-head")).ToContainTextAsync("unsaved changes");

        _isCut = true;
        await link.CutAsync();
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-link", "lost");
        await Field(page, "Prompt").FillAsync("While it was away.");
        await Field(page, "Greeting").FillAsync("Hello from nowhere.");
        link.Mend();
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-link", "up", new() { Timeout = 30_000 });
        await page.GetByRole(AriaRole.Button, new() { Name = "Save draft" }).ClickAsync();
        await Expect(page.Locator(".page-head")).ToContainTextAsync("v2 draft");

        Assert.Equal("While it was away.|Hello from nowhere.",
            host.Scalar<string>("SELECT system_prompt || '|' || greeting FROM persona_versions WHERE persona_id = 1 AND number = 2"));
    }

    [Fact]
    public async Task UnsavedWork_AfterAReload_IsOfferedAndGoneOnceSaved()
    {
        var host = Own(await RunningHost.StartAsync());
        var page = (await OpenAsync(host.Address, "personas/1")).Page;
        page.Dialog += (_, dialog) => _ = dialog.AcceptAsync();
        var before = await Field(page, "Prompt").InputValueAsync();
        await Field(page, "Prompt").FillAsync("Hours of work.");
        await Expect(page.Locator(".page-head")).ToContainTextAsync("unsaved changes");

        await page.ReloadAsync();
        var offer = page.GetByRole(AriaRole.Status, new() { Name = "Unsaved work" });
        await Expect(offer).ToContainTextAsync("Prompt");
        await Expect(Field(page, "Prompt")).ToHaveValueAsync(before);
        await offer.GetByRole(AriaRole.Button, new() { Name = "Put it back in" }).ClickAsync();
        await Expect(Field(page, "Prompt")).ToHaveValueAsync("Hours of work.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save draft" }).ClickAsync();
        await Expect(page.Locator(".page-head")).ToContainTextAsync("v2 draft");

        Assert.Equal("Hours of work.", host.Scalar<string>("SELECT system_prompt FROM persona_versions WHERE persona_id = 1 AND number = 2"));
        await page.WaitForFunctionAsync("() => localStorage.getItem('voiceops.kept.persona.1') === null");
    }

    // The browser tells of the cut, and of what was sent into it.
    protected override bool Forgives(string problem) => _isCut && problem.StartsWith("console: ", StringComparison.Ordinal);

    private static ILocator Field(IPage page, string label) => page.GetByLabel(label, new() { Exact = true });
}
