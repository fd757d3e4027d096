using Microsoft.Playwright;
using VoiceOps.Simulation.Callers;
using VoiceOps.Tests.Calls;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace VoiceOps.Tests.Browser;

/// <summary>
/// The bug that this product was built to end: a model chosen in the designer was gone after leaving the page. Here it is chosen
/// in a real browser and found again in the next browser, after a restart, in the call and in what the call cost.
/// </summary>
public sealed class PersonaPathTests(Chromium chromium) : BrowserTests(chromium)
{
    private const string Number = "+14155550177";
    private const string Large = "llama-3.3-70b";

    [Fact]
    public async Task Designer_TheModelChosen_IsTheModelKeptAndUsed()
    {
        var host = Own(await RunningHost.StartProcessAsync());
        var page = (await OpenAsync(host.Address, "personas")).Page;

        // Create, choose the 70B model, publish.
        await Expect(List(page).GetByRole(AriaRole.Link, new() { Name = "Receptionist" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "New persona" }).ClickAsync();
        await Field(page, "Name").FillAsync("Nova");
        await Field(page, "Prompt").FillAsync("You are {{persona}}. Answer in one short sentence.");
        await page.GetByRole(AriaRole.Combobox, new() { Name = "Model", Exact = true }).SelectOptionAsync(Large);
        await Expect(page.Locator("#f-Model-says")).ToContainTextAsync("withdrawn by its provider on 16 Feb 2026; gpt-oss-120b replaces it");
        // Withdrawn, it cannot take a call alone.
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Publish" })).ToBeDisabledAsync();
        await page.GetByRole(AriaRole.Combobox, new() { Name = "Fallback model" }).SelectOptionAsync("gpt-oss-120b");
        await page.GetByRole(AriaRole.Button, new() { Name = "Publish" }).ClickAsync();
        await Expect(page.Locator(".page-head")).ToContainTextAsync("v1 on the line");
        await page.GetByLabel("A number to assign").FillAsync(Number);
        await page.GetByRole(AriaRole.Button, new() { Name = "Assign" }).ClickAsync();
        await Expect(page.Locator(".numbers")).ToContainTextAsync(Number);

        // Leave, with unsaved changes: it asks.
        await Field(page, "Greeting").FillAsync("Never saved.");
        await page.GetByRole(AriaRole.Link, new() { Name = "Personas" }).First.ClickAsync();
        var question = page.GetByRole(AriaRole.Dialog).Filter(new() { HasText = "Leave without saving?" });
        await question.GetByRole(AriaRole.Button, new() { Name = "Stay" }).ClickAsync();
        await Expect(Field(page, "Greeting")).ToHaveValueAsync("Never saved.");
        await page.GetByRole(AriaRole.Link, new() { Name = "Personas" }).First.ClickAsync();
        await question.GetByRole(AriaRole.Button, new() { Name = "Leave", Exact = true }).ClickAsync();
        await Expect(List(page).GetByRole(AriaRole.Row, new() { Name = "Nova" })).ToContainTextAsync("Llama 3.3 70B");

        // Return, and once more after a restart, in another browser.
        await List(page).GetByRole(AriaRole.Link, new() { Name = "Nova" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Combobox, new() { Name = "Model", Exact = true })).ToHaveValueAsync(Large);
        await Expect(Field(page, "Greeting")).Not.ToHaveValueAsync("Never saved.");
        var address = new Uri(page.Url).PathAndQuery;
        await page.Context.CloseAsync();
        await host.KillAndRestartAsync();
        page = (await OpenAsync(host.Address, address.TrimStart('/'))).Page;
        await Expect(page.GetByRole(AriaRole.Combobox, new() { Name = "Model", Exact = true })).ToHaveValueAsync(Large);

        // Call it.
        var result = await host.CallAsync(new CallerScript { From = "+14155550178", To = Number, Phrases = ["When do you open?"] });
        await host.UntilAsync($"SELECT COUNT(*) = 1 FROM calls WHERE call_sid = '{result.CallSid}' AND ended_at IS NOT NULL AND llm_model = '{Large}'");
        Assert.Equal([Large],
            host.Rows($"SELECT DISTINCT e.model FROM api_call_events e JOIN calls c ON c.id = e.call_id WHERE c.call_sid = '{result.CallSid}' "
                + "AND e.service = 'cerebras'", row => row.GetString(0)));
        Assert.Equal("Nova 1",
            host.Scalar<string>($"SELECT v.name || ' ' || v.number FROM calls c JOIN persona_versions v ON v.id = c.persona_version_id WHERE "
                + $"c.call_sid = '{result.CallSid}'"));
        await page.GotoAsync(new Uri(host.Address, "personas").ToString());
        await Expect(List(page).GetByRole(AriaRole.Row, new() { Name = "Nova" }).Locator("[data-label=Calls]")).ToHaveTextAsync("1");
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Phone numbers" }).GetByRole(AriaRole.Row, new() { Name = Number }))
            .ToContainTextAsync("Nova");
    }

    [Fact]
    public async Task Designer_TwoBrowsers_TheSecondIsToldAndNothingIsLost()
    {
        var host = Own(await RunningHost.StartAsync());
        var ada = (await OpenAsync(host.Address, "personas/1")).Page;
        var ben = (await OpenAsync(host.Address, "personas/1")).Page;
        await ada.GetByLabel("Your name").FillAsync("Ada");
        await ben.GetByLabel("Your name").FillAsync("Ben");
        await Field(ada, "Prompt").FillAsync("Ada's prompt.");
        await Field(ben, "Prompt").FillAsync("Ben's prompt.");
        await Field(ben, "Greeting").FillAsync("Ben's greeting.");

        await ada.GetByRole(AriaRole.Button, new() { Name = "Save draft" }).ClickAsync();
        await Expect(ada.Locator(".page-head")).ToContainTextAsync("v2 draft");
        await ben.GetByRole(AriaRole.Button, new() { Name = "Save draft" }).ClickAsync();

        var conflict = ben.GetByRole(AriaRole.Alert, new() { Name = "Somebody else saved meanwhile" });
        await Expect(conflict).ToContainTextAsync("Ada saved version 2 while you were editing.");
        await Expect(conflict.Locator(".differences")).ToContainTextAsync("Ada's prompt.");
        await Expect(conflict.Locator(".differences")).ToContainTextAsync("Ben's prompt.");
        await conflict.GetByRole(AriaRole.Button, new() { Name = "Bring both together" }).ClickAsync();
        await Expect(Field(ben, "Greeting")).ToHaveValueAsync("Ben's greeting.");
        await ben.GetByRole(AriaRole.Button, new() { Name = "Publish" }).ClickAsync();
        await Expect(ben.Locator(".page-head")).ToContainTextAsync("v3 on the line");

        Assert.Equal(
            ["2 Ada set-aside Ada's prompt.", "3 Ben published Ben's prompt."],
            host.Rows("SELECT number || ' ' || author || ' ' || state || ' ' || system_prompt FROM persona_versions WHERE persona_id = 1 AND "
                + "number > 1 ORDER BY number", row => row.GetString(0)));
    }

    [Fact]
    public async Task History_PutBack_PublishesTheEarlierOneAgain()
    {
        var host = Own(await RunningHost.StartAsync());
        var page = (await OpenAsync(host.Address, "personas/1")).Page;
        var first = await Field(page, "Prompt").InputValueAsync();
        await Field(page, "Prompt").FillAsync("A worse prompt.");
        await page.GetByLabel("Why (kept with the version)").FillAsync("Trying something");
        await page.GetByRole(AriaRole.Button, new() { Name = "Publish" }).ClickAsync();
        await Expect(page.Locator(".page-head")).ToContainTextAsync("v2 on the line");

        await page.GetByRole(AriaRole.Link, new() { Name = "Versions" }).ClickAsync();
        var second = page.GetByRole(AriaRole.Row, new() { Name = "v2" });
        await Expect(second).ToContainTextAsync("Trying something");
        await second.GetByRole(AriaRole.Button, new() { Name = "Differences" }).ClickAsync();
        await Expect(page.Locator(".diff-row .diff-line.new")).ToContainTextAsync("A worse prompt.");
        await page.GetByRole(AriaRole.Row, new() { Name = "v1" }).GetByRole(AriaRole.Button, new() { Name = "Put back" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Put back" }).ClickAsync();

        await Expect(page.Locator(".page-head")).ToContainTextAsync("v3 on the line");
        Assert.Equal(first, host.Scalar<string>("SELECT system_prompt FROM personas WHERE id = 1"));
        await page.GetByRole(AriaRole.Link, new() { Name = "Design" }).ClickAsync();
        await Expect(Field(page, "Prompt")).ToHaveValueAsync(first);
    }

    private static ILocator List(IPage page) => page.GetByRole(AriaRole.Region, new() { Name = "Personas", Exact = true });

    private static ILocator Field(IPage page, string label) => page.GetByLabel(label, new() { Exact = true });
}
