using Microsoft.Playwright;
using VoiceOps.Tests.Calls;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace VoiceOps.Tests.Browser;

/// <summary>A designer talks and writes with a persona: real sessions, metered to the row, and nothing of it in the business's figures.</summary>
public sealed class HearItTests(Chromium chromium) : BrowserTests(chromium)
{
    private const string Question = "When do you open?";

    /// <summary>A microphone that the browser gives when <c>allow()</c> is called. How it stands is written on the page: asked, live, ended.</summary>
    private const string Microphone = """
        () => {
          const tell = state => { document.documentElement.dataset.microphone = state; };
          const allowed = new Promise(resolve => { window.allow = resolve; });
          navigator.mediaDevices.getUserMedia = async () => {
            tell('asked');
            await allowed;
            const stream = new AudioContext().createMediaStreamDestination().stream;
            const [track] = stream.getTracks();
            const stop = track.stop.bind(track);
            track.stop = () => { stop(); tell(track.readyState); };
            tell(track.readyState);
            return stream;
          };
        }
        """;

    [Fact]
    public async Task Call_FromTheBrowsersMicrophone_IsHeardAnsweredAndMeteredAsATest()
    {
        var host = Own(await RunningHost.StartAsync());
        var (microphone, page) =
            await FakeMicrophone.OpenAsync(host.Simulators.Phrases, Question, TimeSpan.FromSeconds(8), new Uri(host.Address, "personas/1?view=hear"));
        await using var _ = microphone;

        await page.GetByRole(AriaRole.Button, new() { Name = "Call it" }).ClickAsync();

        var talk = page.GetByRole(AriaRole.List, new() { Name = "What was said" });
        await Expect(talk).ToContainTextAsync("How can I help you today?", new() { Timeout = 60_000 });
        await Expect(talk).ToContainTextAsync(Question, new() { Timeout = 60_000 });
        // The words come while they are said; the latency once the answer is over.
        var answered = talk.GetByRole(AriaRole.Listitem).Filter(new() { HasText = Question }).Filter(new() { HasText = "heard after" });
        await Expect(answered.First).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await page.GetByRole(AriaRole.Button, new() { Name = "Hang up" }).ClickAsync();
        await Expect(page.GetByText("Over. You hung up")).ToBeVisibleAsync(new() { Timeout = 60_000 });

        Assert.Equal(["cerebras", "deepgram", "elevenlabs"],
            host.Rows("SELECT DISTINCT e.service FROM api_call_events e JOIN calls c ON c.id = e.call_id WHERE c.direction = 'test' AND e.is_test ORDER BY 1",
                row => row.GetString(0)));
        Assert.Equal("1 1 1",
            host.Scalar<string>("SELECT COUNT(*) || ' ' || MAX(persona_id) || ' ' || MAX(persona_version_id) FROM calls WHERE account_id IS NULL "
                + "AND duration_seconds > 0"));
        var shown = await page.Locator(".tests tbody [data-exact]").GetAttributeAsync(CommandCenter.Exact);
        Assert.Equal(CommandCenter.Digits(host.Scalar<long>("SELECT SUM(cost_nanos) FROM api_call_events")), shown);
        await NothingOfItIsTheBusinesssAsync(host);
    }

    [Fact]
    public async Task Chat_TwoModelsOnTheSameWords_AnswerSideBySideWithWhatEachCost()
    {
        var host = Own(await RunningHost.StartAsync());
        var page = (await OpenAsync(host.Address, "personas/1")).Page;
        // A prompt that is typed and not saved is what is asked.
        await page.GetByLabel("Prompt", new() { Exact = true }).FillAsync("You are a lighthouse keeper.");
        await page.GetByRole(AriaRole.Link, new() { Name = "Hear it" }).ClickAsync();
        await page.GetByLabel("Beside it, on the same words").SelectOptionAsync("llama-3.3-70b");
        await page.GetByLabel("What you say").FillAsync(Question);
        await page.GetByRole(AriaRole.Button, new() { Name = "Say it" }).ClickAsync();

        foreach (var model in (string[])["gpt-oss-120b", "llama-3.3-70b"])
        {
            var side = page.GetByRole(AriaRole.Region, new() { Name = $"Chat with {model}" });
            await Expect(side).ToContainTextAsync("first word after");
            await host.UntilAsync($"SELECT COUNT(DISTINCT e.operation) = 2 FROM api_call_events e JOIN calls c ON c.id = e.call_id WHERE c.llm_model = "
                + $"'{model}' AND e.model = '{model}' AND e.is_test AND e.service = 'cerebras'");
            var cost = host.Scalar<long>($"SELECT SUM(cost_nanos) FROM api_call_events WHERE model = '{model}'");
            await Expect(side.Locator("header [data-exact]")).ToHaveAttributeAsync(CommandCenter.Exact, CommandCenter.Digits(cost));
        }

        await page.GetByRole(AriaRole.Link, new() { Name = "Design", Exact = true }).ClickAsync();
        await Expect(page.GetByLabel("Prompt", new() { Exact = true })).ToHaveValueAsync("You are a lighthouse keeper.");
        await host.UntilAsync("SELECT COUNT(*) = 2 FROM calls WHERE direction = 'test' AND ended_at IS NOT NULL AND persona_version_id IS NULL");
        await NothingOfItIsTheBusinesssAsync(host);
    }

    [Fact]
    public async Task Call_WhoseSoundCannotBeTaken_LetsGoOfTheMicrophone()
    {
        var host = Own(await RunningHost.StartAsync());
        var page = (await OpenAsync(host.Address, "personas/1?view=hear")).Page;
        await page.EvaluateAsync(Microphone);
        await page.EvaluateAsync("() => { allow(); AudioWorklet.prototype.addModule = () => Promise.reject(new Error('no sound here')); }");

        await page.GetByRole(AriaRole.Button, new() { Name = "Call it" }).ClickAsync();

        await Expect(page.GetByText("The microphone cannot be used: no sound here")).ToBeVisibleAsync();
        await ExpectMicrophoneAsync(page, "ended");
    }

    [Fact]
    public async Task Call_WhosePageIsLeftWhileTheBrowserAsks_LetsGoOfTheMicrophone()
    {
        var host = Own(await RunningHost.StartAsync());
        var page = (await OpenAsync(host.Address, "personas/1?view=hear")).Page;
        await page.EvaluateAsync(Microphone);
        await page.GetByRole(AriaRole.Button, new() { Name = "Call it" }).ClickAsync();
        await ExpectMicrophoneAsync(page, "asked");
        await page.GetByRole(AriaRole.Link, new() { Name = "Design", Exact = true }).ClickAsync();
        await Expect(page.GetByLabel("Prompt", new() { Exact = true })).ToBeVisibleAsync();

        await page.EvaluateAsync("() => allow()");

        await ExpectMicrophoneAsync(page, "ended");
    }

    private static Task ExpectMicrophoneAsync(IPage page, string state) => Expect(page.Locator("html")).ToHaveAttributeAsync("data-microphone", state);

    private async Task NothingOfItIsTheBusinesssAsync(RunningHost host)
    {
        Assert.Equal(0, host.Scalar<long>("SELECT (SELECT COUNT(*) FROM cost_rollups) + (SELECT COUNT(*) FROM call_rollups) + (SELECT COUNT(*) "
            + "FROM ledger_transactions)"));
        var center = await OpenAsync(host.Address);
        await Expect(center.Page.GetByText("Put it on a real phone number").Or(center.Page.Locator(".first-run")).First).ToBeVisibleAsync();
    }
}
