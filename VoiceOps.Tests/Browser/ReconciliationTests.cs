using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace VoiceOps.Tests.Browser;

/// <summary>The Reconciliation page of the running demo, whose providers tell figures from their own counts.</summary>
[Collection(DemoCollection.Name)]
public sealed class ReconciliationTests(Chromium chromium, DemoApp demo) : BrowserTests(chromium)
{
    private static readonly LocatorAssertionsToBeVisibleOptions Patience = new() { Timeout = 60_000 };

    [Fact]
    public async Task Page_OfTheDemo_AgreesButForTheDayThatSpeechWasAskedForTwiceAndLeadsToItsCalls()
    {
        var page = (await OpenAsync(demo.Address, "reconciliation?days=14")).Page;
        var matrix = page.GetByRole(AriaRole.Region, new() { Name = "Service by day" });
        await Expect(matrix.GetByText("agrees").First).ToBeVisibleAsync(Patience);
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "What is left at the providers" }).GetByText("Twilio").First).ToBeVisibleAsync(Patience);

        // Other cells may be off as well: those of a call across midnight, which providers count on one of its days.
        var off = matrix.Locator($"a[href*='service=elevenlabs&day={Iso(demo.Day.AddDays(-9))}']");
        await Expect(off).ToContainTextAsync("off", new() { Timeout = Patience.Timeout });
        await off.ClickAsync();

        var drawer = page.GetByRole(AriaRole.Dialog);
        await Expect(drawer.GetByRole(AriaRole.Heading, new() { NameRegex = new("^ElevenLabs · ") })).ToBeVisibleAsync();
        await Expect(page).ToHaveURLAsync(new Regex("service=elevenlabs&day=20"));
        var call = drawer.GetByRole(AriaRole.Region, new() { Name = "Calls" }).GetByRole(AriaRole.Link).First;
        await Expect(call).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(drawer).ToHaveCountAsync(0);

        await page.GoBackAsync();
        await call.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Call", Exact = true })).ToContainTextAsync("Call SID");
    }

    [Fact]
    public async Task Transcriptions_AreBilledByRequestAndShowSoInTheirCell()
    {
        var page = (await OpenAsync(demo.Address, $"reconciliation?days=14&service=deepgram&day={Iso(demo.Day.AddDays(-3))}")).Page;
        var calls = page.GetByRole(AriaRole.Region, new() { Name = "Calls" });

        // Newest first, sixty at a time: three days are reached within a minute or two.
        await Expect(calls.GetByRole(AriaRole.Row).Nth(1).GetByRole(AriaRole.Cell).Nth(3))
            .ToHaveTextAsync(new Regex(@"\$0\.\d{6}"), new() { Timeout = 120_000 });
    }

    [Fact]
    public async Task Lines_AreBilledByCallAndShowSoInTheirCell()
    {
        var page = (await OpenAsync(demo.Address, $"reconciliation?days=14&service=twilio&day={Iso(demo.Day.AddDays(-2))}")).Page;
        var calls = page.GetByRole(AriaRole.Region, new() { Name = "Calls", Exact = true });

        await Expect(calls.GetByRole(AriaRole.Row).Nth(1).GetByRole(AriaRole.Cell).Nth(3))
            .ToHaveTextAsync(new Regex(@"\$0\.\d{6}"), new() { Timeout = 120_000 });
    }

    [Fact]
    public async Task Invoice_TypedAndRemoved_IsHeldAgainstTheBooks()
    {
        var page = (await OpenAsync(demo.Address, "reconciliation")).Page;
        var form = page.GetByRole(AriaRole.Form, new() { Name = "Enter an invoice" });
        await Expect(form).ToBeVisibleAsync(Patience);
        var number = $"INV-{Guid.NewGuid():N}"[..12];
        await form.GetByLabel("Provider").SelectOptionAsync("cerebras");
        await form.GetByLabel("Number").FillAsync(number);
        await form.GetByLabel("Amount in $").FillAsync("12.50");
        await form.GetByRole(AriaRole.Button, new() { Name = "Enter" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("The first day must be a day such as");

        await form.GetByLabel("First day").FillAsync("2026-01-01");
        await form.GetByLabel("Last day").FillAsync("2026-01-31");
        await form.GetByRole(AriaRole.Button, new() { Name = "Enter" }).ClickAsync();

        var row = page.GetByRole(AriaRole.Row).Filter(new() { HasText = number });
        await Expect(row).ToContainTextAsync("+$12.500000");
        await Expect(row).ToContainTextAsync("off");
        await row.GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();
        var question = page.GetByRole(AriaRole.Dialog).Filter(new() { HasText = "Remove this invoice?" });
        await question.GetByLabel("Who you are").FillAsync("Ada");
        await question.GetByLabel("Why, kept with the change").FillAsync("A trial");
        await question.GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();
        await Expect(row).ToHaveCountAsync(0);
    }

    [Theory]
    [InlineData(Desktop)]
    [InlineData(Phone)]
    public async Task Page_AtAnyWidth_IsAxeCleanAndNeverScrollsSideways(int width)
    {
        var page = (await OpenAsync(demo.Address, "reconciliation", width)).Page;
        var matrix = page.GetByRole(AriaRole.Region, new() { Name = "Service by day" });
        await Expect(matrix.GetByText("agrees").First).ToBeVisibleAsync(Patience);

        await Axe.AssertCleanAsync(page, "reconciliation");
        Assert.Equal(width, await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
        await matrix.GetByRole(AriaRole.Link).First.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await Axe.AssertCleanAsync(page, "reconciliation drawer");
        Assert.Equal(width, await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
    }

    [Fact]
    public async Task Address_ThatCannotBe_IsCorrectedWithANotice()
    {
        var page = (await OpenAsync(demo.Address, "reconciliation?days=3&service=vonage")).Page;

        await Expect(page.GetByText("The address names a number of days that is not offered")).ToBeVisibleAsync(Patience);
        await Expect(page.GetByText("The address names a cell that does not exist")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
    }

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
