using System.Text.RegularExpressions;
using Microsoft.Playwright;
using VoiceOps.Tests.Calls;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace VoiceOps.Tests.Browser;

/// <summary>The rate card on its own page: an edit that shows what it would have done, what comes, and the history.</summary>
public sealed class PricingPageTests(Chromium chromium, LiveHost live) : BrowserTests(chromium), IClassFixture<LiveHost>
{
    private readonly RunningHost _host = live.Host;

    [Fact]
    public async Task Rate_PlannedFromADay_ShowsItsEffectThenComesAndStaysInTheHistoryWhenCancelled()
    {
        var page = (await OpenAsync(_host.Address, "pricing")).Page;
        var voice = page.GetByRole(AriaRole.Region, new() { Name = "Rates in force" }).GetByRole(AriaRole.Row).Filter(new() { HasText = "voice" });

        await voice.GetByRole(AriaRole.Button, new() { Name = "Edit the rate of Twilio voice" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog).Filter(new() { Has = page.GetByLabel("New price in dollars per minute") });
        await dialog.GetByLabel("New price in dollars per minute").FillAsync("0.028");

        // One started minute at 0.014 was booked for the one call there was.
        var effect = dialog.GetByRole(AriaRole.Region, new() { Name = "Quantities at the new rate" });
        await Expect(effect.GetByRole(AriaRole.Row).Last).ToContainTextAsync("$0.028000");
        await Expect(effect.GetByRole(AriaRole.Row).Last).ToContainTextAsync("$0.014000");
        await dialog.GetByLabel("the start of a day").CheckAsync();
        await dialog.GetByLabel("Day (UTC)").FillAsync("2031-01-01");
        await dialog.GetByLabel("Price", new() { Exact = true }).SelectOptionAsync("negotiated");
        await Expect(dialog.GetByRole(AriaRole.Button, new() { Name = "Save" })).ToBeDisabledAsync();
        await dialog.GetByLabel("Who you are").FillAsync("Ada");
        await dialog.GetByLabel("Why").FillAsync("Contract of 2031");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(dialog).ToHaveCountAsync(0);

        var coming = page.GetByRole(AriaRole.Region, new() { Name = "Rates to come" }).Locator("tbody").GetByRole(AriaRole.Row);
        await Expect(coming).ToContainTextAsync("2031-01-01");
        await Expect(coming).ToContainTextAsync("Contract of 2031");
        await Expect(voice).ToContainTextAsync("then $0.028000");
        Assert.Equal(2, _host.Scalar<long>("SELECT COUNT(*) FROM service_pricing WHERE service = 'twilio' AND operation = 'voice'"));

        // The name is remembered; the reason is not.
        await coming.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        var cancel = page.GetByRole(AriaRole.Dialog).Filter(new() { HasText = "not begun" });
        await Expect(cancel.GetByLabel("Who you are")).ToHaveValueAsync("Ada");
        await cancel.GetByLabel("Why").FillAsync("They withdrew it");
        await cancel.GetByRole(AriaRole.Button, new() { Name = "Cancel the change" }).ClickAsync();
        await Expect(page.GetByText("No rate changes are planned.")).ToBeVisibleAsync();

        await voice.GetByRole(AriaRole.Link, new() { Name = "voice" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex(@"/pricing\?rate=twilio%3Avoice$"));
        var history = page.GetByRole(AriaRole.Dialog, new() { Name = "twilio:voice" });
        await Expect(history.GetByRole(AriaRole.Listitem))
            .ToHaveTextAsync([new Regex("Ada.*took a planned version back.*They withdrew it", RegexOptions.Singleline),
                new Regex("Ada.*set it.*\\$0\\.014.*\\$0\\.028.*list.*negotiated.*Contract of 2031", RegexOptions.Singleline)]);
        await page.Keyboard.PressAsync("Escape");
        await Expect(history).ToHaveCountAsync(0);
        Assert.Equal("0.014",
            _host.Scalar<string>("SELECT unit_price FROM service_pricing WHERE service = 'twilio' AND operation = 'voice' AND effective_to IS NULL"));
    }

    [Fact]
    public async Task Unpriced_RowsAreListedAndPricedByAJobThatIsPreviewed()
    {
        // A model that the card does not know: its tokens were metered, and no price was found.
        _host.Execute("""
            INSERT INTO api_call_events (
                call_id, service, operation, model, usage_amount, usage_unit, usage_micros, basis, pricing_source, event_key,
                occurred_at, booked_at, recorded_at)
            SELECT id, 'cerebras', 'prompt', 'new-model', '1000', 'tokens', 1000000000, 'metered', 'unpriced', 'test/unpriced',
                created_at, created_at, created_at
            FROM calls LIMIT 1
            """);
        _host.Execute("INSERT INTO service_pricing (service, operation, model, unit_price, pricing_type, effective_from, created_at) VALUES ('cerebras', "
            + "'prompt', 'new-model', '0.000002', 'per_token', '2026-01-01 00:00:00.000000', '2026-01-01 00:00:00.000000')");
        var page = (await OpenAsync(_host.Address, "pricing")).Page;

        await page.GetByRole(AriaRole.Status).Filter(new() { HasText = "1 row has no price" }).GetByRole(AriaRole.Link).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/pricing/unpriced$"));
        var uses = page.GetByRole(AriaRole.Region, new() { Name = "Unpriced rows by use" });
        await uses.GetByRole(AriaRole.Link, new() { Name = "new-model · prompt" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Unpriced rows of cerebras:prompt:new-model" })).ToContainTextAsync("1,000");

        var price = page.GetByRole(AriaRole.Region, new() { Name = "Price them" });
        await price.GetByRole(AriaRole.Button, new() { Name = "Preview" }).ClickAsync();
        await Expect(price.GetByRole(AriaRole.Row).Last).ToContainTextAsync("$0.002000");
        Assert.Equal(0, _host.Scalar<long>("SELECT COUNT(*) FROM api_call_events WHERE corrects_event_id IS NOT NULL AND model = 'new-model'"));
        await price.GetByLabel("Who you are").FillAsync("Ada");
        await price.GetByLabel("Why").FillAsync("The model is new");
        await price.GetByRole(AriaRole.Button, new() { Name = "Price 1 row" }).ClickAsync();

        await Expect(price.GetByText("done", new() { Exact = true })).ToBeVisibleAsync();
        await Expect(page.GetByText("Every row has a price.")).ToBeVisibleAsync();
        Assert.Equal(2_000_000, _host.Scalar<long>("SELECT SUM(cost_nanos) FROM api_call_events WHERE model = 'new-model'"));
        Assert.Equal(1_000_000_000, _host.Scalar<long>("SELECT SUM(usage_micros) FROM api_call_events WHERE model = 'new-model'"));
    }

    [Fact]
    public async Task Model_Withdrawn_IsEditedInTheCatalogAndThePersonaIsWarnedOf()
    {
        var page = (await OpenAsync(_host.Address, "pricing")).Page;
        var models = page.GetByRole(AriaRole.Region, new() { Name = "Models", Exact = true });
        await models.GetByRole(AriaRole.Button, new() { Name = "Edit the model gpt-oss-120b" }).ClickAsync();
        await page.GetByLabel("Withdrawn on").FillAsync("2026-01-01");
        await page.GetByLabel("Replacement").SelectOptionAsync("llama-3.3-70b");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();

        await Expect(models.GetByRole(AriaRole.Row).Filter(new() { HasText = "gpt-oss-120b" }).First).ToContainTextAsync("withdrawn");
        await Expect(page.GetByRole(AriaRole.Status).Filter(new() { HasText = "Receptionist uses gpt-oss-120b" }))
            .ToContainTextAsync("Its replacement: llama-3.3-70b.");
        _host.Execute("UPDATE model_catalog SET withdrawn_on = NULL, replacement = NULL WHERE id = 'gpt-oss-120b'");
    }

    [Fact]
    public async Task Pricing_FromTheKeyboard_IsReachedAndABadAddressIsCorrected()
    {
        var page = (await OpenAsync(_host.Address)).Page;
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Command Center" })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Rates in force" })).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("g");
        await page.Keyboard.PressAsync("r");
        await Expect(page).ToHaveURLAsync(new Regex("/pricing$"));
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Pricing", Exact = true })).ToBeVisibleAsync();

        await page.GotoAsync(new Uri(_host.Address, "pricing?rate=nonsense").ToString());
        await Expect(page.GetByRole(AriaRole.Status).Filter(new() { HasText = "names no rate" })).ToBeVisibleAsync();
    }
}
