using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace VoiceOps.Tests.Browser;

/// <summary>The call log of the demo's month: paged by key, filtered by address, each row with a page of its own.</summary>
[Collection(DemoCollection.Name)]
public sealed class CallLogTests(Chromium chromium, DemoApp demo) : BrowserTests(chromium)
{
    [Fact]
    public async Task Pages_OlderAndBack_ShowEveryCallOnce()
    {
        var log = await OpenLogAsync("calls?range=30d");
        await Expect(log.Rows).ToHaveCountAsync(50);
        var first = await HrefsAsync(log);

        await log.Older.ClickAsync();
        await Expect(log.Page).ToHaveURLAsync(new Regex(@"/calls\?range=30d&before=\d+-\d+$"));
        // The address is another one before the rows are.
        await Expect(log.Newer).ToBeVisibleAsync();
        await Expect(log.Page.GetByRole(AriaRole.Main)).Not.ToHaveAttributeAsync("aria-busy", "true");
        await Expect(log.Link(log.Rows.First)).Not.ToHaveAttributeAsync("href", first[0]!);
        // Calls go on: the page stays what it was.
        await Expect(log.Position).Not.ToContainTextAsync("· 1–");
        var second = await HrefsAsync(log);
        Assert.Empty(first.Intersect(second));
        Assert.Equal(50, second.Count);
        var sent = await OpenLogAsync(new Uri(log.Page.Url).PathAndQuery.TrimStart('/'));
        await Expect(sent.Rows).ToHaveCountAsync(50);
        Assert.Equal(second, await HrefsAsync(sent));

        await log.Page.GoBackAsync();
        await Expect(log.Page).ToHaveURLAsync(new Regex(@"/calls\?range=30d$"));
        await Expect(log.Page.GetByRole(AriaRole.Main)).Not.ToHaveAttributeAsync("aria-busy", "true");
        await Expect(log.Newer).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Filters_Chosen_StandInTheAddressAndNarrowRowsAndTotals()
    {
        var log = await OpenLogAsync("calls?range=30d");
        await Expect(log.Rows).ToHaveCountAsync(50);
        var all = await CountAsync(log);

        await log.Page.GetByRole(AriaRole.Combobox, new() { Name = "Persona" }).SelectOptionAsync("Juno");
        await Expect(log.Page).ToHaveURLAsync(new Regex(@"/calls\?range=30d&persona=\d+$"));
        await Expect(log.Page.GetByRole(AriaRole.Main)).Not.ToHaveAttributeAsync("aria-busy", "true");
        await Expect(log.Rows.Filter(new() { HasNotText = "Juno" })).ToHaveCountAsync(0);
        await Expect(log.Total("Calls")).Not.ToHaveTextAsync(all.ToString("N0", CultureInfo.InvariantCulture));
        var ofJuno = await CountAsync(log);
        Assert.InRange(ofJuno, 1, all - 1);

        await log.Page.GetByRole(AriaRole.Link, new() { Name = "Interrupted" }).ClickAsync();
        await Expect(log.Page).ToHaveURLAsync(new Regex(@"&interrupted=true$"));
        await Expect(log.Page.GetByRole(AriaRole.Main)).Not.ToHaveAttributeAsync("aria-busy", "true");
        await Expect(log.Rows.Filter(new() { HasNotText = "interrupted" })).ToHaveCountAsync(0);
        Assert.InRange(await CountAsync(log), 1, ofJuno);

        await log.Page.Keyboard.PressAsync("/");
        await Expect(log.Page.GetByRole(AriaRole.Searchbox)).ToBeFocusedAsync();
        await log.Page.Keyboard.TypeAsync("999999999");
        await log.Page.Keyboard.PressAsync("Enter");
        await Expect(log.Page.GetByText("No call of this range matches the filters.")).ToBeVisibleAsync();
        await log.Page.GoBackAsync();
        await Expect(log.Rows.First).ToBeVisibleAsync();
        await log.Page.GetByRole(AriaRole.Link, new() { Name = "Clear", Exact = true }).ClickAsync();
        await Expect(log.Page).ToHaveURLAsync(new Regex(@"/calls\?range=30d$"));
    }

    [Fact]
    public async Task Row_Opened_ItsTurnsAndWhatCameAfterAreItsCostAndItsRows()
    {
        var log = await OpenLogAsync("calls?range=30d&status=completed&interrupted=true");
        await log.Link(log.Rows.First).ClickAsync();

        await Expect(log.Page).ToHaveURLAsync(new Regex(@"/calls/\d+$"));
        await Expect(log.Turns.Filter(new() { HasText = "interrupted" }).First).ToBeVisibleAsync();
        await Expect(log.Turns.GetByText("unheard", new() { Exact = true }).First).ToBeVisibleAsync();
        var sums = (await log.Page.Locator(".turn-sums dd").AllInnerTextsAsync()).Select(Dollars).ToList();
        Assert.Equal(sums[2], sums[0] + sums[1]);
        Assert.Equal(sums[2], (await log.UsageRows.Locator("td.cost").AllInnerTextsAsync()).Sum(Dollars));

        await log.Page.GoBackAsync();
        await Expect(log.Page).ToHaveURLAsync(new Regex(@"interrupted=true$"));
        await Expect(log.Rows.First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Conversations_OfAPersona_HaveLatencyAndLeadToItsCalls()
    {
        var log = await OpenLogAsync("conversations?range=30d");
        var replies = log.Page.GetByRole(AriaRole.Region, new() { Name = "Replies", Exact = true }).Last;
        await Expect(replies.GetByRole(AriaRole.Row).Filter(new() { HasText = "Turn latency, heard" })).ToContainTextAsync(new Regex(@"\d{3}"));
        await log.Page.GetByRole(AriaRole.Combobox, new() { Name = "Persona" }).SelectOptionAsync("Atlas");
        await Expect(log.Page).ToHaveURLAsync(new Regex(@"/conversations\?range=30d&persona=\d+$"));
        var calls = log.Page.GetByRole(AriaRole.Link, new() { Name = "The calls behind it" });
        // The address is another one before the page is.
        await Expect(calls).ToHaveAttributeAsync("href", new Regex(@"[?&]persona=\d+"));

        await calls.ClickAsync();
        await Expect(log.Page).ToHaveURLAsync(new Regex(@"/calls\?range=30d&persona=\d+&wasted=true$"));
        await Expect(log.Rows.First).ToContainTextAsync("Atlas");
    }

    [Theory]
    [InlineData("calls?range=bogus", "There is no range “bogus”")]
    [InlineData("calls?persona=x", "names a persona that cannot exist")]
    [InlineData("conversations?persona=x", "names a persona that cannot exist")]
    public async Task Address_Mistyped_IsCorrectedWithANotice(string address, string notice)
    {
        var log = await OpenLogAsync(address);

        await Expect(log.Page.GetByRole(AriaRole.Status).Filter(new() { HasText = notice })).ToBeVisibleAsync();
    }

    private async Task<CallLog> OpenLogAsync(string path) => new((await OpenAsync(demo.Address, path)).Page);

    private static async Task<List<string?>> HrefsAsync(CallLog log)
    {
        await Expect(log.Rows.First).ToBeVisibleAsync();
        return [.. await Task.WhenAll((await log.Rows.GetByRole(AriaRole.Link).AllAsync()).Select(link => link.GetAttributeAsync("href")))];
    }

    private static async Task<int> CountAsync(CallLog log) =>
        int.Parse((await log.Total("Calls").InnerTextAsync()).Trim(), NumberStyles.AllowThousands, CultureInfo.InvariantCulture);

    private static decimal Dollars(string text) => decimal.Parse(text.Replace("−", "-").Replace("$", ""), CultureInfo.InvariantCulture);
}
