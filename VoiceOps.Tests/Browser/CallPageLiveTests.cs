using Microsoft.Playwright;
using VoiceOps.Simulation.Callers;
using VoiceOps.Tests.Calls;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace VoiceOps.Tests.Browser;

/// <summary>A call's own page while the call is on: every turn appears by itself.</summary>
public sealed class CallPageLiveTests(Chromium chromium, LiveHost live) : BrowserTests(chromium), IClassFixture<LiveHost>
{
    private readonly RunningHost _host = live.Host;

    [Fact]
    public async Task CallPage_DuringACall_GrowsTurnByTurnAndTellsItsEnd()
    {
        var log = new CallLog((await OpenAsync(_host.Address, "calls")).Page);
        await Expect(log.Rows).ToHaveCountAsync(1);
        var seen = new TaskCompletionSource();
        var call = _host.CallAsync(LiveHost.LongCall("+14155550107", seen.Task));

        await log.Page.GetByRole(AriaRole.Button, new() { Name = "1 new call" }).ClickAsync();
        await log.Link(log.Rows.Filter(new() { HasText = "+1 ••• 0107" })).ClickAsync();
        await log.Page.EvaluateAsync("() => { window.sameDocument = true; }");
        await Expect(log.Page.Locator(".call-meter")).ToBeVisibleAsync();
        await Expect(log.Turns.Filter(new() { HasText = "greeting" })).ToHaveCountAsync(1);
        await Expect(log.Turns.Filter(new() { HasText = "When do you open?" }).First).ToContainTextAsync("heard");
        await Expect(log.Turns.Filter(new() { HasText = "And on Sundays?" })).Not.ToHaveCountAsync(0);
        Assert.False(call.IsCompleted, "The page has to tell it while the call is on.");

        seen.SetResult();
        Assert.Equal(CallEnd.Caller, (await call).EndedBy);
        await Expect(log.Page.GetByText("completed").First).ToBeVisibleAsync();
        await Expect(log.Page.Locator(".call-meter")).ToHaveCountAsync(0);
        Assert.True(await log.Page.EvaluateAsync<bool>("() => window.sameDocument"), "The page was loaded again.");
    }
}
