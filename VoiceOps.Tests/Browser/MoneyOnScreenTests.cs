using Microsoft.Playwright;
using VoiceOps.Tests.Calls;
using VoiceOps.Voice.Ledger;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace VoiceOps.Tests.Browser;

/// <summary>Zero, tiny and unknown are three different things, and look it: on rows that the meters wrote.</summary>
public sealed class MoneyOnScreenTests(Chromium chromium) : BrowserTests(chromium)
{
    private const int Fallbacks = 8;

    [Fact]
    public async Task Call_CostingOneMicrodollar_IsNotShownAsZero()
    {
        var host = Own(await RunningHost.StartAsync());
        SetPrices(host, "CASE WHEN service = 'twilio' THEN '0.000001' ELSE '0' END");
        await host.CallAsync(LiveHost.ShortCall("+14155550121"));
        SetPrices(host, "CASE WHEN service = 'twilio' THEN '0.0000004' ELSE '0' END");
        await host.CallAsync(LiveHost.ShortCall("+14155550122"));
        SetPrices(host, "'0'");
        await host.CallAsync(LiveHost.ShortCall("+14155550123"));
        await host.UntilAsync("SELECT COUNT(*) = 3 FROM calls WHERE ended_at IS NOT NULL");
        Assert.Equal([1000, 400, 0], host.Rows("SELECT SUM(cost_nanos) FROM api_call_events GROUP BY call_id ORDER BY call_id", row => row.GetInt64(0)));

        var center = await OpenAsync(host.Address);

        await Expect(Cost(center, "0121")).ToHaveTextAsync("$0.000001");
        await Expect(Cost(center, "0122")).ToHaveTextAsync("<$0.000001");
        await Expect(Cost(center, "0123")).ToHaveTextAsync("$0.000000");
        await Expect(center.Hero("Costs")).ToHaveTextAsync("$0.000001");
        await Expect(center.Hero("Costs")).ToHaveAttributeAsync(CommandCenter.Exact, "0.0000014");
        await Expect(center.Rates.Filter(new() { HasText = "Deepgram" })).ToContainTextAsync("free");

        await center.Activity.Filter(new() { HasText = "0122" }).GetByRole(AriaRole.Link).ClickAsync();
        await Expect(center.Drawer.GetByRole(AriaRole.Region, new() { Name = "Sums by service" })).ToContainTextAsync("$0.000000400");
    }

    [Fact]
    public async Task Usage_WithoutAPrice_IsUnpricedAndNeverZero()
    {
        // The fallback prices everything by default: here its keys are of operations that nobody uses.
        var host = Own(await RunningHost.StartAsync(settings: [.. Enumerable.Range(0, Fallbacks).SelectMany(index => (IEnumerable<(string, string)>)
        [
            ($"Pricing__Fallback__{index}__Key", $"twilio:unused{index}"),
            ($"Pricing__Fallback__{index}__Type", "per_minute"),
        ])]));
        host.Execute("DELETE FROM service_pricing");
        await host.CallAsync(LiveHost.ShortCall("+14155550131"));
        await host.UntilAsync("SELECT COUNT(*) = 1 FROM calls WHERE ended_at IS NOT NULL");
        var center = await OpenAsync(host.Address);
        var rows = host.Scalar<long>($"SELECT SUM({UnpricedCount.Sql}) FROM api_call_events");
        Assert.True(rows >= 3);

        var row = center.Activity.Filter(new() { HasText = "0131" });
        await Expect(center.Cell(row, "Cost")).ToContainTextAsync("—");
        await Expect(center.Cell(row, "Cost")).ToContainTextAsync("unpriced");
        await Expect(center.Cell(row, "Cost")).Not.ToContainTextAsync("$");
        await Expect(center.Page.GetByRole(AriaRole.Status).Filter(new() { HasText = $"{rows} rows have no price" })).ToBeVisibleAsync();
        await Expect(center.Composition).ToContainTextAsync("Nothing that was used has a price.");
        foreach (var figure in (ILocator[])[center.Hero("Costs"), center.Hero("Profit"), center.UnitCost("Cost / min"), center.UnitCost("Margin / min")])
        {
            await Expect(figure).ToContainTextAsync("—");
            await Expect(figure).Not.ToContainTextAsync("$");
        }

        // A price from now on: the next call has a cost, and says that there is more than that.
        host.Execute("""
            INSERT INTO service_pricing (service, operation, unit_price, pricing_type, increment_seconds, effective_from, created_at)
            VALUES ('twilio', 'voice', '0.014', 'per_minute', 60, '2026-01-01 00:00:00.000000', '2026-01-01 00:00:00.000000')
            """);
        await host.CallAsync(LiveHost.ShortCall("+14155550132"));
        await Expect(Cost(center, "0132")).ToHaveTextAsync("$0.014000");
        await Expect(center.Cell(center.Activity.Filter(new() { HasText = "0132" }), "Cost")).ToContainTextAsync("+ unpriced");
        await Expect(center.Cell(row, "Cost")).Not.ToContainTextAsync("$");
        await Expect(center.Composition.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "Deepgram" })).ToContainTextAsync("unpriced");
    }

    [Fact]
    public async Task Rate_MissingOnTheCard_IsMarkedAsFallbackOnMatrixAndRows()
    {
        var host = Own(await RunningHost.StartAsync());
        host.Execute("DELETE FROM service_pricing WHERE service = 'elevenlabs'");
        await host.CallAsync(LiveHost.ShortCall("+14155550141"));
        await host.UntilAsync("SELECT COUNT(*) = 1 FROM calls WHERE ended_at IS NOT NULL");

        var center = await OpenAsync(host.Address);

        await Expect(center.Cell(center.Rates.Filter(new() { HasText = "ElevenLabs" }), "Source")).ToHaveTextAsync("fallback");
        await Expect(center.Cell(center.Rates.Filter(new() { HasText = "Deepgram" }), "Source")).ToHaveTextAsync("rate card");
        await Expect(center.Cell(center.Rates.Filter(new() { HasText = "ElevenLabs" }), "Rate")).ToContainTextAsync("$0.000150");
        await center.Activity.GetByRole(AriaRole.Link).ClickAsync();
        var rows = center.Drawer.GetByRole(AriaRole.Region, new() { Name = "Usage rows" }).GetByRole(AriaRole.Row);
        await Expect(rows.Filter(new() { HasText = "ElevenLabs" }).First).ToContainTextAsync("fallback");
        await Expect(rows.Filter(new() { HasText = "Deepgram" }).First).ToContainTextAsync("rate card");
    }

    /// <summary>As somebody does it in SQL: what is in force ends, and others begin.</summary>
    private static void SetPrices(RunningHost host, string price) => host.Execute($"""
        UPDATE service_pricing SET effective_to = strftime('%Y-%m-%d %H:%M:%f', 'now') || '000' WHERE effective_to IS NULL;
        INSERT INTO service_pricing (service, operation, model, unit_price, pricing_type, increment_seconds, effective_from, created_at)
        SELECT service, operation, model, {price}, pricing_type, increment_seconds, effective_to, effective_to FROM service_pricing
        WHERE effective_to = (SELECT MAX(effective_to) FROM service_pricing)
        """);

    private static ILocator Cost(CommandCenter center, string caller) =>
        center.Cell(center.Activity.Filter(new() { HasText = $"+1 ••• {caller}" }), "Cost").Locator($"[{CommandCenter.Exact}]");
}
