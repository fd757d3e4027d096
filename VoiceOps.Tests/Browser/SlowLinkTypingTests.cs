using System.Text.RegularExpressions;
using Microsoft.Playwright;
using VoiceOps.Tests.Calls;
using VoiceOps.Tests.Fakes;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace VoiceOps.Tests.Browser;

/// <summary>
/// Over a slow network a field once wrote the server's older answer over newer typing: of 73 characters 13 were lost at 120 ms, and
/// the caret jumped to the end.
/// </summary>
public sealed class SlowLinkTypingTests(Chromium chromium) : BrowserTests(chromium)
{
    private const string Sentence = "You are kind, you are brief; and you never promise what is not yours.";

    [Theory]
    [InlineData(40)]
    [InlineData(120)]
    [InlineData(200)]
    public async Task Typing_OverASlowLink_IsOnTheScreenAndSavedAsItWasTyped(int roundTrip)
    {
        var host = Own(await RunningHost.StartAsync());
        var link = Own(new SlowLink(host.Address, TimeSpan.FromMilliseconds(roundTrip)));
        var page = (await OpenAsync(link.Address, "personas/1")).Page;

        await page.GetByLabel("Prompt", new() { Exact = true }).FillAsync("First. Last.");
        await TypeAsync(page, page.GetByLabel("Prompt", new() { Exact = true }), at: "First. ".Length, Sentence + " ");
        await page.Locator("#f-Temperature").FillAsync("");
        await TypeAsync(page, page.Locator("#f-Temperature"), at: 0, "0.125");
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Nova");
        await TypeAsync(page, page.GetByLabel("Name", new() { Exact = true }), at: 0, "The good ");
        await page.GetByLabel("Why (kept with the version)").PressSequentiallyAsync("Because of the network", new() { Delay = 15 });
        var save = page.GetByRole(AriaRole.Button, new() { Name = "Save draft" });
        await save.ClickAsync();
        await Expect(page.Locator(".page-head")).ToContainTextAsync("v2 draft");

        await Expect(page.GetByLabel("Prompt", new() { Exact = true })).ToHaveValueAsync($"First. {Sentence} Last.");
        Assert.Equal($"The good Nova|First. {Sentence} Last.",
            host.Scalar<string>("SELECT name || '|' || system_prompt FROM persona_versions WHERE persona_id = 1 AND number = 2"));
        await Expect(page.Locator("#f-Temperature")).ToHaveValueAsync("0.125");
        await Expect(page.GetByLabel("Why (kept with the version)")).ToHaveValueAsync("Because of the network");
    }

    [Fact]
    public async Task Search_OverASlowLink_KeepsWhatIsTyped()
    {
        var host = Own(await RunningHost.StartAsync());
        var link = Own(new SlowLink(host.Address, TimeSpan.FromMilliseconds(200)));
        var page = (await OpenAsync(link.Address, "personas")).Page;
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Receptionist" }).First).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Searchbox).PressSequentiallyAsync("who is a recep tion ist", new() { Delay = 25 });

        await Expect(page).ToHaveURLAsync(new Regex("/personas\\?q=who%20is%20a%20recep%20tion%20ist$"));
        await Expect(page.GetByRole(AriaRole.Searchbox)).ToHaveValueAsync("who is a recep tion ist");
    }

    /// <summary>As fast as a quick typist's best; the caret must go on by itself from where it was put.</summary>
    private static async Task TypeAsync(IPage page, ILocator field, int at, string text)
    {
        await field.FocusAsync();
        await field.EvaluateAsync("(field, at) => field.setSelectionRange(at, at)", at);
        await page.Keyboard.TypeAsync(text, new() { Delay = 25 });
        var stands = await field.EvaluateAsync<string>("field => field.selectionStart + ' of ' + field.value + ' in ' + document.activeElement.id");
        Assert.True(stands.StartsWith($"{at + text.Length} of ", StringComparison.Ordinal), stands);
    }
}
