using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;

namespace VoiceOps.Tests.Browser;

[Collection(DemoCollection.Name)]
public sealed class TableFileTests(Chromium chromium, DemoApp demo) : BrowserTests(chromium)
{
    [Fact]
    public async Task Csv_OfATable_HasWhatItShowsWithExactAmounts()
    {
        var page = (await OpenAsync(demo.Address, "calls?range=30d&status=completed")).Page;
        await page.Locator(".call-log tbody tr").First.WaitForAsync();
        var cost = await page.Locator(".call-log tbody tr").First.Locator("[data-label=Cost] [data-exact]").GetAttributeAsync("data-exact");

        var file = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "CSV of Call log" }).ClickAsync());

        Assert.Matches(@"^voiceops-call-log-\d{4}-\d\d-\d\d\.csv$", file.SuggestedFilename);
        var lines = (await File.ReadAllLinesAsync(await file.PathAsync())).Where(line => line.Length > 0).ToList();
        Assert.StartsWith("When,Caller · account,Persona · model,Duration,Cost split,Cost,Waste,Revenue,Margin,Status", lines[0], StringComparison.Ordinal);
        Assert.Equal(51, lines.Count);
        Assert.Contains($",{cost},", lines[1]);
        Assert.Matches(new Regex(@"^\d{4}-\d\d-\d\dT[^,]*,""?'\+"), lines[1]);
    }
}
