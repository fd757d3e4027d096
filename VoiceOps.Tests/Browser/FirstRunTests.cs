using Microsoft.Playwright;
using VoiceOps.Tests.Calls;
using VoiceOps.Tests.Hosting;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace VoiceOps.Tests.Browser;

/// <summary>An empty database says what to do next, and stops saying so by itself.</summary>
public sealed class FirstRunTests(Chromium chromium) : BrowserTests(chromium)
{
    [Fact]
    public async Task EmptyDatabase_NothingSet_NamesEverySettingThatIsMissing()
    {
        var address = new Uri($"http://127.0.0.1:{FreePorts.One()}");
        var app = Own(new AppProcess(["--urls", address.OriginalString]));
        await app.StartedAsync(TestContext.Current.CancellationToken);

        var center = await OpenAsync(address);

        var next = center.Page.GetByRole(AriaRole.Region, new() { Name = "What to do next" });
        foreach (var setting in
            (string[])["VoiceOps:PublicUrl", "Twilio:AccountSid", "Twilio:AuthToken", "Deepgram:ApiKey", "ElevenLabs:ApiKey", "Cerebras:ApiKey"])
        {
            await Expect(next.GetByRole(AriaRole.Button, new() { NameRegex = new($"^{setting}") })).ToBeVisibleAsync();
        }

        await Expect(next).ToContainTextAsync("--demo");
        await Expect(center.Page.GetByRole(AriaRole.Article)).ToHaveCountAsync(0); // no zeros in a void
        await center.Page.GetByRole(AriaRole.Button, new() { Name = "CAUTION" }).ClickAsync();
        await Expect(center.Page.GetByRole(AriaRole.Dialog, new() { Name = "System status" }).GetByRole(AriaRole.Listitem)
            .Filter(new() { HasText = "Deepgram" }))
            .ToContainTextAsync("not configured");
    }

    [Fact]
    public async Task EmptyDatabase_FirstCall_TurnsIntoTheCommandCenterByItself()
    {
        var host = Own(await RunningHost.StartAsync());
        var center = await OpenAsync(host.Address);
        var next = center.Page.GetByRole(AriaRole.Region, new() { Name = "What to do next" });
        await Expect(next).ToContainTextAsync("Nothing is missing.");
        await Expect(next).ToContainTextAsync(new Uri(host.Address, "twilio/voice").ToString());

        var call = host.CallAsync(LiveHost.ShortCall("+14155550151"));

        await Expect(center.Activity).ToHaveCountAsync(1);
        await Expect(next).ToHaveCountAsync(0);
        await call;
        await Expect(center.Activity).ToContainTextAsync("completed");
        await Expect(center.Hero("Costs"))
            .ToHaveAttributeAsync(CommandCenter.Exact, CommandCenter.Digits(host.Scalar<long>("SELECT SUM(cost_nanos) FROM api_call_events")));
    }
}
