using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using VoiceOps.Tests.Calls;
using VoiceOps.Tests.History.Import;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace VoiceOps.Tests.Browser;

/// <summary>What happened before the system was there: the estimates of the backfill and an import, as an operator does them.</summary>
public sealed class HistoryTests(Chromium chromium) : BrowserTests(chromium)
{
    [Fact]
    public async Task Backfill_OldCalls_IsPreviewedRunAndShownApart()
    {
        var host = Own(await RunningHost.StartAsync());
        // The run at the start is over, so that it does not write what the operator is to write.
        await Expect((await OpenAsync(host.Address, "history")).Page.GetByText("0 rows, $0.000000, in")).ToBeVisibleAsync();
        host.Execute("""
            INSERT INTO calls (
                call_sid, direction, status, app_version, price_per_minute, billing_increment_seconds, created_at, started_at, ended_at, duration_seconds)
            VALUES ('CAold1', 'inbound', 'completed', 'old', '0', 1,
                    datetime('now', '-2 days') || '.000000', datetime('now', '-2 days') || '.000000',
                    datetime('now', '-2 days', '+187 seconds') || '.000000', 187),
                   ('CAold2', 'inbound', 'completed', 'old', '0', 1,
                    datetime('now', '-2 days') || '.000000', datetime('now', '-2 days') || '.000000',
                    datetime('now', '-2 days', '+60 seconds') || '.000000', 60)
            """);
        var page = (await OpenAsync(host.Address, "history")).Page;
        var missing = Total(page, "To be estimated, by month");
        var written = Total(page, "Estimated so far, by month");
        await Expect(missing).ToHaveTextAsync(["2", "5.00", "est.$0.070000"]);
        await Expect(written).ToHaveCountAsync(0);

        await page.GetByRole(AriaRole.Button, new() { Name = "Write the estimates" }).ClickAsync();

        await Expect(page.GetByText("2 rows, $0.070000, in")).ToBeVisibleAsync();
        await Expect(written).ToHaveTextAsync(["2", "5.00", "est.$0.070000", "$0.070000"]);
        await Expect(missing).ToHaveCountAsync(0);
        await Expect(page.GetByText("Nothing is left to estimate: every ended call with a known length has its Twilio row.")).ToBeVisibleAsync();
        Assert.Equal([56_000_000, 14_000_000],
            host.Rows("SELECT cost_nanos FROM api_call_events WHERE basis = 'estimated' ORDER BY event_key", row => row.GetInt64(0)));

        await page.GetByRole(AriaRole.Button, new() { Name = "Run again" }).ClickAsync();
        await Expect(page.GetByText("0 rows, $0.000000, in")).ToBeVisibleAsync();

        var phone = (await OpenAsync(host.Address, "history", Phone)).Page;
        var cost = await Total(phone, "Estimated so far, by month").Last.BoundingBoxAsync();
        Assert.InRange(cost!.X + cost.Width, 1, Phone);

        var center = await OpenAsync(host.Address);
        await Expect(center.Composition.GetByText("estimated")).ToHaveClassAsync(new Regex("hatched"));
        await Expect(center.Composition.GetByText("est.", new() { Exact = true })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Import_Export_IsTriedFirstThenImportedOnce()
    {
        var host = Own(await RunningHost.StartAsync());
        var page = (await OpenAsync(host.Address, "history")).Page;
        var choose = page.GetByLabel("Choose files");
        await Expect(page.GetByText("Nothing is written before")).ToBeVisibleAsync();
        // The page is there before it listens: a choice that comes earlier is nobody's.
        await page.WaitForFunctionAsync("() => document.querySelector('input[type=file]')?._blazorInputFileNextFileId !== undefined");

        await choose.SetInputFilesAsync(
            [Payload("calls.csv", Export.Calls), Payload("api_call_events.csv", "callId,service,usageAmount,cost\n1,deepgram,187,0.0184\n9,deepgram,1,1e-x")]);
        var problems = page.GetByRole(AriaRole.Region, new() { Name = "Problems" }).GetByRole(AriaRole.Listitem);
        await Expect(problems).ToHaveTextAsync(["api_call_events.csv:3 cost is \"1e-x\", which is not a number."]);
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Import" })).ToHaveCountAsync(0);

        var files = Export.All.Select(file => new FilePayload { Name = file.Name, MimeType = "text/plain", Buffer = file.Content }).ToArray();
        await choose.SetInputFilesAsync(files);
        var sums = page.GetByRole(AriaRole.Region, new() { Name = "Sums per service" }).Locator("tbody").GetByRole(AriaRole.Row);
        await Expect(sums.Filter(new() { HasText = "Deepgram" }).GetByRole(AriaRole.Cell))
            .ToHaveTextAsync(["1", "$0.018388333333333334", "", "−0.000000000333333334", "1", "$0.018388333", "", "✓ agree"]);
        Assert.Equal(0, host.Scalar<long>("SELECT COUNT(*) FROM calls WHERE app_version = 'imported'"));

        await page.GetByRole(AriaRole.Button, new() { Name = "Import" }).ClickAsync();
        await Expect(page.GetByText("Imported. The backfill runs by itself.")).ToBeVisibleAsync();
        Assert.Equal(3, host.Scalar<long>("SELECT COUNT(*) FROM calls WHERE app_version = 'imported'"));
        await host.UntilAsync("SELECT COUNT(*) = 1 FROM api_call_events WHERE event_key = 'backfill/CA00000000000000000000000000000a01' "
            + "AND cost_nanos = 56000000");

        await choose.SetInputFilesAsync(files);
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Rows per table" }).GetByRole(AriaRole.Row)
            .Filter(new() { HasText = "api_call_events" }).GetByRole(AriaRole.Cell))
            .ToHaveTextAsync(["0", "5", "0"]);
    }

    private static ILocator Total(IPage page, string table) =>
        page.GetByRole(AriaRole.Region, new() { Name = table }).Locator("tfoot").GetByRole(AriaRole.Cell);

    private static FilePayload Payload(string name, string text) => new() { Name = name, MimeType = "text/plain", Buffer = Encoding.UTF8.GetBytes(text) };
}
