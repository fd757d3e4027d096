using System.Text.RegularExpressions;
using Microsoft.Playwright;
using VoiceOps.Tests.Calls;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace VoiceOps.Tests.Browser;

/// <summary>An account's life: made, given credit, refunded, blocked; and the figures of the exposure that follow.</summary>
public sealed class CreditsPagesTests(Chromium chromium, LiveHost live) : BrowserTests(chromium), IClassFixture<LiveHost>
{
    private readonly RunningHost _host = live.Host;

    [Fact]
    public async Task Account_MadeBoughtRefundedAndBlocked_IsInTheBooksOnce()
    {
        var page = (await OpenAsync(_host.Address, "credits")).Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "New account" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Name", new() { Exact = true }).FillAsync("Acme");
        await dialog.GetByLabel("Price in dollars a minute").FillAsync("0.12");
        await dialog.GetByLabel("Callers' numbers, one a line").FillAsync("+14155550171");
        await SignAsync(dialog, "A new customer");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Acme" })).ToBeVisibleAsync();
        await Expect(page).ToHaveURLAsync(new Regex(@"/credits/\d+$"));

        // The minutes follow from the price, and what it will do is told before it is done. A double click is one purchase.
        await page.GetByRole(AriaRole.Button, new() { Name = "Add credit" }).ClickAsync();
        await dialog.GetByLabel("Paid, in dollars").FillAsync("500");
        await Expect(dialog.GetByLabel("Minutes, or minutes:seconds")).ToHaveValueAsync("4166:40");
        await dialog.GetByLabel("Minutes, or minutes:seconds").FillAsync("4,166");
        await Expect(dialog.GetByText("use a point")).ToBeVisibleAsync();
        await dialog.GetByLabel("Minutes, or minutes:seconds").FillAsync("4166:40");
        await Expect(dialog.GetByRole(AriaRole.Cell, new() { Name = "+$500.000000" })).ToHaveCountAsync(2);
        await SignAsync(dialog, "Wire transfer of Monday");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Add credit" }).DblClickAsync();
        await Expect(dialog).ToHaveCountAsync(0);
        await Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Wire transfer of Monday" })).ToHaveCountAsync(2); // its lot and its movement

        await page.GetByRole(AriaRole.Button, new() { Name = "Refund" }).ClickAsync();
        await dialog.GetByLabel("Refund, in dollars").FillAsync("500.01");
        await Expect(dialog.GetByText("no more than the $500.000000")).ToBeVisibleAsync();
        await dialog.GetByLabel("Refund, in dollars").FillAsync("50");
        await SignAsync(dialog, "Too much");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Refund" }).ClickAsync();
        await Expect(page.GetByText("−$50.000000").Or(page.GetByText("−$50.000000000")).First).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Edit", Exact = true }).ClickAsync();
        await dialog.GetByLabel("Blocked: its callers are turned away").CheckAsync();
        await SignAsync(dialog, "Fraud");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.GetByText("blocked", new() { Exact = true })).ToBeVisibleAsync();

        Assert.Equal(["purchase|500000000000", "refund|-50000000000"], _host.Rows(
            "SELECT t.kind || '|' || e.amount_nanos FROM ledger_entries e JOIN ledger_transactions t ON t.id = e.transaction_id "
            + "WHERE e.ledger_account = 'cash' ORDER BY e.id",
            row => row.GetString(0)));
        Assert.Equal(["Fraud|blocked"], _host.Rows("SELECT reason || '|' || what FROM account_changes WHERE what <> 'added'", row => row.GetString(0)));

        await page.GotoAsync(new Uri(_host.Address, "credits/exposure").ToString());
        await Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Deferred revenue in the ledger" })).ToContainTextAsync("$450.000000");
        await page.GotoAsync(new Uri(_host.Address, "credits/roll-forward").ToString());
        await Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = "= Closing" })).ToContainTextAsync("$450.000000");
        await Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = "= Recognized revenue" })).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData(Desktop)]
    [InlineData(Phone)]
    public async Task Pages_OfCredit_AreCleanAndScrollNothingSideways(int width)
    {
        var page = (await OpenAsync(_host.Address, "credits", width)).Page;
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Everyone else" })).ToBeVisibleAsync();
        await Axe.AssertCleanAsync(page, "accounts");
        Assert.Equal(width, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));

        await page.GetByRole(AriaRole.Link, new() { Name = "Everyone else" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Terms" })).ToBeVisibleAsync();
        await Axe.AssertCleanAsync(page, "account");
        Assert.Equal(width, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));

        await page.GetByRole(AriaRole.Button, new() { Name = "Add credit" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await Axe.AssertCleanAsync(page, "add credit");

        foreach (var path in (string[])["credits/exposure", "credits/roll-forward"])
        {
            await page.GotoAsync(new Uri(_host.Address, path).ToString());
            await Expect(page.GetByRole(AriaRole.Row).First).ToBeVisibleAsync();
            await Axe.AssertCleanAsync(page, path);
            Assert.Equal(width, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        }
    }

    private static async Task SignAsync(ILocator dialog, string reason)
    {
        await dialog.GetByLabel("Who you are").FillAsync("Ada");
        await dialog.GetByLabel("Why, kept with the change").FillAsync(reason);
    }
}
