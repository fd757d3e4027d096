using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace VoiceOps.Tests.Browser;

/// <summary>The pages of personas in the demo: readable by everybody, at every width.</summary>
[Collection(DemoCollection.Name)]
public sealed class PersonaPagesTests(Chromium chromium, DemoApp demo) : BrowserTests(chromium)
{
    [Theory]
    [InlineData("personas", "Who answers")]
    [InlineData("personas/2", "What a minute costs")]
    [InlineData("personas/2?view=history", "Versions")]
    [InlineData("personas/2?view=hear", "Talk with it")]
    [InlineData("personas/new", "Who it is")]
    public async Task Page_OnAPhoneAndADesk_IsAccessibleAndFits(string path, string heading)
    {
        foreach (var width in new[] { Desktop, Phone })
        {
            var page = (await OpenAsync(demo.Address, path, width)).Page;
            await Expect(page.GetByRole(AriaRole.Heading, new() { Name = heading })).ToBeVisibleAsync();
            await Expect(page.Locator(".skeleton")).ToHaveCountAsync(0);

            var found = await Axe.RunAsync(page);

            Assert.True(found.Passes > 10, "Axe looked at next to nothing.");
            Assert.Empty(found.Violations.Select(violation => $"{width}: {violation}"));
            Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"), $"It is wider than {width} px.");
        }
    }

    [Fact]
    public async Task List_Search_IsInTheAddressAndFindsByModelToo()
    {
        var page = (await OpenAsync(demo.Address, "personas")).Page;
        var list = page.GetByRole(AriaRole.Region, new() { Name = "Personas", Exact = true });
        await Expect(list.GetByRole(AriaRole.Link, new() { Name = "Juno" })).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Searchbox).FillAsync("70b");

        await Expect(list.GetByRole(AriaRole.Link, new() { Name = "Atlas" })).ToHaveCountAsync(0);
        await Expect(list.GetByRole(AriaRole.Link, new() { Name = "Juno" })).ToBeVisibleAsync();
        await Expect(page).ToHaveURLAsync(new Uri(demo.Address, "personas?q=70b").ToString());
    }

    [Fact]
    public async Task Voice_Sample_ComesThroughThisServer()
    {
        var page = (await OpenAsync(demo.Address, "personas/2")).Page;
        var sample = page.Locator("audio");
        await Expect(sample).ToHaveCountAsync(1);

        Assert.Equal("audio/wav",
            await page.EvaluateAsync<string>("async () => (await fetch(document.querySelector('audio').src)).headers.get('content-type')"));
    }
}
