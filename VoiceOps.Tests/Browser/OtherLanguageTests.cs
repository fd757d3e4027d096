using System.Text.RegularExpressions;
using VoiceOps.Tests.Calls;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace VoiceOps.Tests.Browser;

/// <summary>The program on a machine that speaks another language: its logs, its stored texts and its pages are those of any machine.</summary>
public sealed class OtherLanguageTests(Chromium chromium) : BrowserTests(chromium)
{
    private const string Limit = "the day's spend limit is reached: $0.001";

    [Fact]
    public async Task Program_OnAGermanMachine_LogsStoresAndShowsWhatItAlwaysDoes()
    {
        var host = Own(await RunningHost.StartProcessAsync(settings: [("LC_ALL", "de_DE.UTF-8"), ("VoiceOps__DailySpendLimit", "0.001")]));
        await host.CallAsync(LiveHost.ShortCall("+14155550151"));
        await host.UntilAsync("SELECT COUNT(*) = 1 FROM calls WHERE ended_at IS NOT NULL AND duration_seconds IS NOT NULL");
        var center = await OpenAsync(host.Address);
        await Expect(center.Page.Locator("body")).ToContainTextAsync(Limit);

        await host.CallAsync(LiveHost.ShortCall("+14155550152"));

        await host.UntilAsync("SELECT COUNT(*) = 1 FROM calls WHERE ended_reason = 'rejected'");
        Assert.Contains(Limit, host.Scalar<string>("SELECT missing_usage FROM calls WHERE ended_reason = 'rejected'"));
        await host.UntilLoggedAsync(Limit, times: 1);
        await Expect(center.Hero("Costs")).ToHaveTextAsync(new Regex(@"^\$\d+\.\d{6}$"));
        // A browser drops a length that is written with a comma.
        Assert.Empty(await center.Page.EvaluateAsync<string[]>(
            @"() => [...document.querySelectorAll('[style]')].map(element => element.getAttribute('style')).filter(style => /\d,\d+(%|px)/.test(style))"));
    }
}
