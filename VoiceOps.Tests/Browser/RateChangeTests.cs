using System.Globalization;
using Microsoft.Playwright;
using VoiceOps.Tests.Calls;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace VoiceOps.Tests.Browser;

/// <summary>A rate changed on the Live Pricing Matrix: it counts for what starts from then on, and rewrites nothing.</summary>
public sealed class RateChangeTests(Chromium chromium, LiveHost live) : BrowserTests(chromium), IClassFixture<LiveHost>
{
    private readonly RunningHost _host = live.Host;

    [Fact]
    public async Task Rate_ChangedOnThePage_PricesTheNextCallAndLeavesOldRowsAlone()
    {
        var center = await OpenAsync(_host.Address);
        var rate = center.Rates.Filter(new() { HasText = "ElevenLabs" });
        await Expect(center.Cell(rate, "Rate")).ToContainTextAsync("$0.000150");
        await Expect(center.Cell(rate, "Since")).ToHaveTextAsync("the start");
        var changed = new TaskCompletionSource();
        var during = _host.CallAsync(LiveHost.LongCall("+14155550111", changed.Task));
        await Expect(center.RunningCalls.Filter(new() { HasText = "+1 ••• 0111" })).ToBeVisibleAsync();

        // By keyboard alone.
        var edit = rate.GetByRole(AriaRole.Button, new() { Name = "Edit the rate of ElevenLabs speech" });
        await edit.FocusAsync();
        await center.Page.Keyboard.PressAsync("Enter");
        var price = center.RateDialog.GetByLabel("New price in dollars per character");
        await Expect(price).ToBeFocusedAsync();
        await Expect(price).ToHaveValueAsync("0.00015");
        await center.Page.Keyboard.TypeAsync("0.0002"); // over the old price, which stands selected
        await Expect(center.RateDialog.GetByRole(AriaRole.Status)).ToHaveTextAsync("33.3% more than now.");
        await Expect(center.RateDialog.GetByRole(AriaRole.Region, new() { Name = "Quantities at the new rate" })).ToContainTextAsync("speech");
        await center.RateDialog.GetByLabel("Who you are").FocusAsync();
        await center.Page.Keyboard.TypeAsync("Ada");
        await center.Page.Keyboard.PressAsync("Tab");
        await center.Page.Keyboard.TypeAsync("New contract");
        await Expect(center.RateDialog.GetByRole(AriaRole.Button, new() { Name = "Put in force" })).ToBeEnabledAsync();
        await center.Page.Keyboard.PressAsync("Enter");
        await Expect(center.RateDialog).ToHaveCountAsync(0);
        await Expect(edit).ToBeFocusedAsync();

        await Expect(center.Cell(rate, "Rate").Locator($"[{CommandCenter.Exact}]")).ToHaveTextAsync("$0.000200");
        var since = DateTime.Parse(
            _host.Scalar<string>("SELECT effective_from FROM service_pricing WHERE service = 'elevenlabs' AND effective_to IS NULL")!,
            CultureInfo.InvariantCulture);
        await Expect(center.Cell(rate, "Since").GetByRole(AriaRole.Time))
            .ToHaveAttributeAsync("datetime", since.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        Assert.False(during.IsCompleted, "The rate has to change while a call is on.");

        changed.SetResult();
        await during;
        await _host.CallAsync(LiveHost.ShortCall("+14155550112"));
        await _host.UntilAsync("SELECT COUNT(*) = 3 FROM calls WHERE ended_at IS NOT NULL");
        Assert.Equal(["0.00015", "0.00015", "0.0002"], UnitCosts());
        Assert.Equal(0, _host.Scalar<long>("""
            SELECT COUNT(*) FROM api_call_events
            WHERE service = 'elevenlabs' AND cost_nanos <> usage_micros * CASE unit_cost WHEN '0.0002' THEN 200 ELSE 150 END / 1000
            """));
    }

    [Theory]
    [InlineData("-1", "A rate cannot be negative.")]
    [InlineData("0,0002", "Use a point for decimals and nothing between thousands.")]
    [InlineData("1e-4", "Write it out: 0.0001.")]
    [InlineData("lots", "That is not a number such as 0.014.")]
    [InlineData("0.0000000000001", "12 decimals at most.")]
    public async Task Rate_Invalid_SaysWhyAndChangesNothing(string typed, string said)
    {
        var center = await OpenAsync(_host.Address);
        var before = _host.Scalar<string>("SELECT GROUP_CONCAT(unit_price || '/' || IFNULL(effective_to, '')) FROM service_pricing");

        await center.Rates.Filter(new() { HasText = "Deepgram" }).GetByRole(AriaRole.Button).ClickAsync();
        var price = center.RateDialog.GetByLabel("New price in dollars per minute");
        await price.FillAsync(typed);

        await Expect(center.RateDialog.GetByRole(AriaRole.Status)).ToHaveTextAsync(said);
        await Expect(price).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(center.RateDialog.GetByRole(AriaRole.Button, new() { Name = "Put in force" })).ToBeDisabledAsync();
        await price.PressAsync("Enter");
        await center.RateDialog.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        await Expect(center.RateDialog).ToHaveCountAsync(0);
        Assert.Equal(before, _host.Scalar<string>("SELECT GROUP_CONCAT(unit_price || '/' || IFNULL(effective_to, '')) FROM service_pricing"));
    }

    private IReadOnlyList<string> UnitCosts() => _host.Rows(
        "SELECT DISTINCT call_id, unit_cost FROM api_call_events WHERE service = 'elevenlabs' ORDER BY call_id", row => row.GetString(1));
}
