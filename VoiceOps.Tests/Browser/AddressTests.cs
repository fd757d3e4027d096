using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace VoiceOps.Tests.Browser;

/// <summary>What is looked at stands in the address: it can be sent, gone back to, and mistyped.</summary>
[Collection(DemoCollection.Name)]
public sealed class AddressTests(Chromium chromium, DemoApp demo) : BrowserTests(chromium)
{
    [Fact]
    public async Task Range_Clicked_StandsInTheAddressAndBackReturns()
    {
        var center = await OpenAsync(demo.Address);
        var revenue = center.Hero("Revenue");
        await Expect(center.Range("30D")).ToHaveAttributeAsync("aria-current", "true");
        var month = await ExactAsync(revenue);

        await center.Range("7D").ClickAsync();
        await Expect(center.Page).ToHaveURLAsync(new Regex(@"\?range=7d$"));
        await Expect(center.Range("7D")).ToHaveAttributeAsync("aria-current", "true");
        await Expect(center.Page.GetByRole(AriaRole.Main)).Not.ToHaveAttributeAsync("aria-busy", "true");
        var week = await ExactAsync(revenue);
        Assert.InRange(week, 0.01m, month - 0.01m);

        await center.Page.GoBackAsync();
        await Expect(center.Range("30D")).ToHaveAttributeAsync("aria-current", "true");
        await Expect(center.Page.GetByRole(AriaRole.Main)).Not.ToHaveAttributeAsync("aria-busy", "true");
        // Calls went on, and thirty days are others after midnight.
        Assert.True(await ExactAsync(revenue) > week);
    }

    [Fact]
    public async Task Range_Custom_ShowsThoseDays()
    {
        var (first, last) = (demo.Day.AddDays(-9), demo.Day.AddDays(-3));
        var center = await OpenAsync(demo.Address);
        await Expect(center.Hero("Costs")).ToBeVisibleAsync();

        await center.Page.GetByRole(AriaRole.Button, new() { Name = "Custom" }).ClickAsync();
        var days = center.Page.GetByRole(AriaRole.Dialog, new() { Name = "Custom range" });
        await days.GetByLabel("First day").FillAsync(Iso(last));
        await days.GetByLabel("Last day").FillAsync(Iso(first));
        await Expect(days.GetByRole(AriaRole.Status)).ToHaveTextAsync("The first day comes after the last.");
        await Expect(days.GetByRole(AriaRole.Button, new() { Name = "Show" })).ToBeDisabledAsync();
        await days.GetByLabel("First day").FillAsync(Iso(first));
        await days.GetByLabel("Last day").FillAsync(Iso(last));
        await Expect(days.GetByRole(AriaRole.Status)).ToHaveTextAsync("7 days, both included.");
        await days.GetByRole(AriaRole.Button, new() { Name = "Show" }).ClickAsync();

        await Expect(center.Page).ToHaveURLAsync(new Regex($@"\?range=custom&from={Iso(first)}&to={Iso(last)}$"));
        await Expect(center.Page.GetByRole(AriaRole.Main)).Not.ToHaveAttributeAsync("aria-busy", "true");
        // The address is another one before the figures are.
        await Expect(center.Page.GetByRole(AriaRole.Region, new() { Name = "Financial Command" })).ToContainTextAsync(
            string.Create(CultureInfo.InvariantCulture, $"{first:d MMM} – {last:d MMM}"));
        var total = await ExactAsync(center.Hero("Costs"));
        Assert.True(total > 0);

        // The same figures from the address alone, and days that are over don't change.
        await center.Page.ReloadAsync();
        await Expect(center.Hero("Costs")).ToBeVisibleAsync();
        Assert.Equal(total, await ExactAsync(center.Hero("Costs")));
    }

    [Theory]
    [InlineData("?range=bogus", "There is no range “bogus”; this is the last 30 days.")]
    [InlineData("?range=custom&from=2026-02-30&to=2026-03-01", "“2026-02-30” is not a day")]
    [InlineData("?service=acme", "The address names a service that does not exist; all are shown.")]
    [InlineData("?call=abc", "The address names a call that cannot exist")]
    public async Task Address_Mistyped_IsCorrectedWithANotice(string address, string notice)
    {
        var center = await OpenAsync(demo.Address, address);

        await Expect(center.Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Status).Filter(new() { HasText = notice })).ToBeVisibleAsync();
        await Expect(center.Range("30D")).ToHaveAttributeAsync("aria-current", "true");
        await Expect(center.Hero("Costs")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Call_OpenedByClickAndByAddress_ItsRowsAddUpToItsCost()
    {
        var center = await OpenAsync(demo.Address, "?range=7d");
        var row = center.Activity.Filter(new() { HasText = "completed" }).First;
        var cost = await ExactAsync(center.Cell(row, "Cost").Locator($"[{CommandCenter.Exact}]"));
        await row.GetByRole(AriaRole.Link).ClickAsync();

        await Expect(center.Page).ToHaveURLAsync(new Regex(@"\?range=7d&call=\d+$"));
        await Expect(center.Drawer.GetByRole(AriaRole.Button, new() { Name = "Close" })).ToBeFocusedAsync();
        Assert.Equal(cost, await SumOfRowsAsync(center));
        var address = center.Page.Url;

        await center.Page.Keyboard.PressAsync("Escape");
        await Expect(center.Drawer).ToHaveCountAsync(0);
        await Expect(center.Page).ToHaveURLAsync(new Regex(@"\?range=7d$"));
        await center.Page.GoBackAsync();
        await Expect(center.Drawer).ToBeVisibleAsync();

        var sent = await OpenAsync(demo.Address, new Uri(address).Query);
        Assert.Equal(cost, await SumOfRowsAsync(sent));
        await sent.Drawer.GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();
        await Expect(sent.Drawer).ToHaveCountAsync(0);
    }

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static async Task<decimal> ExactAsync(ILocator figure) =>
        decimal.Parse((await figure.GetAttributeAsync(CommandCenter.Exact))!, CultureInfo.InvariantCulture);

    // As somebody would who adds up the column by hand.
    private static async Task<decimal> SumOfRowsAsync(CommandCenter center)
    {
        var rows = center.Drawer.GetByRole(AriaRole.Region, new() { Name = "Usage rows" }).Locator("tbody").GetByRole(AriaRole.Row);
        await Expect(rows.First).ToBeVisibleAsync();
        return (await rows.Locator("td.cost").AllInnerTextsAsync())
            .Sum(text => decimal.Parse(text.Replace("−", "-").Replace("$", ""), CultureInfo.InvariantCulture));
    }
}
