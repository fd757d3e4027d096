using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace VoiceOps.Tests.Browser;

[Collection(DemoCollection.Name)]
public sealed class KeyboardTests(Chromium chromium, DemoApp demo) : BrowserTests(chromium)
{
    [Fact]
    public async Task Keys_OfTheHelpPanel_DoWhatItSays()
    {
        var center = await OpenAsync(demo.Address, "?range=7d");
        await Expect(center.Hero("Costs")).ToBeVisibleAsync();
        var keyboard = center.Page.Keyboard;
        var help = center.Page.GetByRole(AriaRole.Dialog, new() { Name = "Keyboard help" });

        await keyboard.PressAsync("?");
        await Expect(help).ToBeVisibleAsync();
        foreach (var key in (string[])["p", "g", "Esc", "?"])
        {
            await Expect(help.Locator("kbd").GetByText(key, new() { Exact = true }).First).ToBeVisibleAsync();
        }

        await keyboard.PressAsync("Escape");
        await Expect(help).ToBeHiddenAsync();

        await keyboard.PressAsync("p");
        await Expect(center.Page.GetByRole(AriaRole.Button, new() { Name = "Resume live figures" })).ToBeVisibleAsync();
        await keyboard.PressAsync("p");
        await Expect(center.Page.GetByRole(AriaRole.Button, new() { Name = "Pause live figures" })).ToBeVisibleAsync();

        await keyboard.PressAsync("g");
        await keyboard.PressAsync("c");
        await Expect(center.Page).ToHaveURLAsync(new Regex("/$"));
        foreach (var (key, page) in ((string, string)[])[("a", "Calls"), ("v", "Conversations")])
        {
            await keyboard.PressAsync("g");
            await keyboard.PressAsync(key);
            await Expect(center.Page.GetByRole(AriaRole.Heading, new() { Name = page, Level = 1 })).ToBeVisibleAsync();
        }
    }

    [Fact]
    public async Task Keys_WhileTyping_AreText()
    {
        var center = await OpenAsync(demo.Address);
        await center.Rates.Filter(new() { HasText = "Deepgram" }).First.GetByRole(AriaRole.Button).ClickAsync();
        var note = center.RateDialog.GetByLabel("Why");

        await note.PressSequentiallyAsync("pgc?");

        await Expect(note).ToHaveValueAsync("pgc?");
        await Expect(center.Page.GetByRole(AriaRole.Button, new() { Name = "Pause live figures" })).ToHaveAttributeAsync("aria-pressed", "false");
        await center.Page.Keyboard.PressAsync("Escape");
        await Expect(center.RateDialog).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Tab_FromTheTop_ReachesEveryControlOfTheHeaderInOrder()
    {
        var center = await OpenAsync(demo.Address);
        await Expect(center.Hero("Costs")).ToBeVisibleAsync();
        string[] expected = ["VoiceOps", "Command Center", "Pause live figures", "Today", "7D", "30D", "MTD", "Custom", "Keyboard help (?)"];
        var names = new List<string>();
        var skip = center.Page.GetByRole(AriaRole.Link, new() { Name = "Skip to the figures" });
        await skip.FocusAsync();
        await Expect(skip).ToBeInViewportAsync(new() { Ratio = 1 });
        for (var press = 0; press < 40 && names.LastOrDefault() != expected[^1]; press++)
        {
            await center.Page.Keyboard.PressAsync("Tab");
            names.Add(await center.Page.EvaluateAsync<string>("() => (document.activeElement.ariaLabel ?? document.activeElement.textContent).trim()"));
        }

        Assert.Equal(expected, names.Where(expected.Contains));
    }
}
