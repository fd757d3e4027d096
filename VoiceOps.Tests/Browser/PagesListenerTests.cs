using VoiceOps.Tests.Calls;
using VoiceOps.Tests.Hosting;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace VoiceOps.Tests.Browser;

/// <summary>Calls come in by one listener and are seen by the other.</summary>
public sealed class PagesListenerTests(Chromium chromium) : BrowserTests(chromium)
{
    [Fact]
    public async Task Page_AtAListenerOfItsOwn_LivesWithTheCallsOfTheOther()
    {
        var pages = new Uri($"http://localhost:{FreePorts.One()}");
        var host = Own(await RunningHost.StartAsync(settings: ("VoiceOps__PagesUrl", pages.OriginalString)));
        var center = await OpenAsync(pages);

        var result = await host.CallAsync(LiveHost.ShortCall("+14155550161"));

        Assert.Equal("completed", result.Status);
        await Expect(center.Activity).ToContainTextAsync("completed");
    }
}
