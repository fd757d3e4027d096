using System.Globalization;
using System.Text.Json;
using Microsoft.Playwright;
using VoiceOps.Simulation.Callers;
using VoiceOps.Tests.Calls;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace VoiceOps.Tests.Browser;

/// <summary>The main job as the operator sees it: a real call through the real protocols, watched in a real browser.</summary>
public sealed class LiveCallTests(Chromium chromium, LiveHost live) : BrowserTests(chromium), IClassFixture<LiveHost>
{
    private readonly RunningHost _host = live.Host;

    [Fact]
    public async Task CommandCenter_DuringACall_ShowsItsMoneyEverywhereWithoutAReload()
    {
        var center = await OpenAsync(_host.Address, moves: true);
        var (revenue, cost) = (center.Hero("Revenue"), center.Hero("Costs"));
        await Expect(cost).ToHaveAttributeAsync(CommandCenter.Exact, CommandCenter.Digits(TotalCost()));
        await Expect(center.OnAir).ToContainTextAsync("No call is on.");
        var (revenueBefore, costBefore) = (await ExactAsync(revenue), await ExactAsync(cost));
        var donutBefore = await center.Donut.GetAttributeAsync("aria-label");
        var rowsBefore = await center.Activity.CountAsync();
        await center.Page.EvaluateAsync("() => { window.sameDocument = true; }");
        await WatchAsync(cost);

        var seen = new TaskCompletionSource();
        var call = _host.CallAsync(LiveHost.LongCall("+14155550107", seen.Task));

        // While the call is on.
        var onAir = center.RunningCalls.Filter(new() { HasText = "+1 ••• 0107" });
        var row = center.Activity.Filter(new() { HasText = "+1 ••• 0107" });
        await Expect(onAir).ToBeVisibleAsync();
        await Expect(row).ToContainTextAsync("on air");
        await Expect(center.Activity).ToHaveCountAsync(rowsBefore + 1);
        var ticking = onAir.Locator($"[{CommandCenter.Exact}]");
        foreach (var _ in Enumerable.Range(0, 3))
        {
            await Expect(ticking).Not.ToHaveAttributeAsync(CommandCenter.Exact, await ExactAsync(ticking));
        }

        await Expect(cost).Not.ToHaveAttributeAsync(CommandCenter.Exact, costBefore);
        await Expect(revenue).Not.ToHaveAttributeAsync(CommandCenter.Exact, revenueBefore);
        await Expect(center.Donut).Not.ToHaveAttributeAsync("aria-label", donutBefore!);
        await _host.UntilAsync("SELECT COUNT(*) > 0 FROM api_call_events WHERE service = 'cerebras'");
        Assert.False(call.IsCompleted, "The page has to tell it while the call is on.");

        // And when it is over.
        seen.SetResult();
        Assert.Equal(CallEnd.Caller, (await call).EndedBy);
        await Expect(onAir).ToHaveCountAsync(0);
        await Expect(row).ToContainTextAsync("completed");
        foreach (var service in (string[])["Twilio", "Deepgram", "ElevenLabs", "Cerebras"])
        {
            await Expect(row.GetByRole(AriaRole.Img)).ToHaveAttributeAsync("aria-label", new System.Text.RegularExpressions.Regex($@"{service} \$0\.\d{{6}}"));
        }

        await _host.UntilAsync("SELECT COUNT(*) = 0 FROM calls WHERE ended_at IS NULL OR duration_seconds IS NULL");
        await Expect(cost).ToHaveAttributeAsync(CommandCenter.Exact, CommandCenter.Digits(TotalCost()));
        await Expect(revenue).ToHaveAttributeAsync(CommandCenter.Exact, CommandCenter.Digits(
            -_host.Scalar<long>("SELECT SUM(amount_nanos) FROM ledger_entries WHERE ledger_account = 'usage_revenue'")));
        await Expect(center.Slices).ToHaveCountAsync(4);
        Assert.True(await center.Page.EvaluateAsync<bool>("() => window.sameDocument"), "The page was loaded again.");
        await TellLatencyAsync(center.Page);
    }

    [Fact]
    public async Task OnAir_HangUp_EndsTheCallAndTheCallersLine()
    {
        var center = await OpenAsync(_host.Address);
        var call = _host.CallAsync(new CallerScript { From = "+14155550108", To = LiveHost.Number, HangUp = HangUpWay.WaitForAgent });
        var button = center.OnAir.GetByRole(AriaRole.Button, new() { Name = "Hang up +1 ••• 0108" });

        await button.ClickAsync();
        var question = center.Page.GetByRole(AriaRole.Dialog).Filter(new() { HasText = "Hang up this call?" });
        await question.GetByRole(AriaRole.Button, new() { Name = "Let it go on" }).ClickAsync();
        await Expect(question).ToHaveCountAsync(0);
        Assert.False(call.IsCompleted);
        await button.ClickAsync();
        await question.GetByRole(AriaRole.Button, new() { Name = "Hang up", Exact = true }).ClickAsync();

        var result = await call;
        Assert.True(result.EndedBy is CallEnd.Host or CallEnd.Request, result.ToString());
        await Expect(button).ToHaveCountAsync(0);
        await Expect(center.Activity.Filter(new() { HasText = "+1 ••• 0108" })).ToContainTextAsync("hung up");
        await _host.UntilAsync($"SELECT COUNT(*) = 1 FROM calls WHERE call_sid = '{result.CallSid}' AND ended_reason = 'operator-hangup' "
            + "AND ended_at IS NOT NULL");
    }

    private long TotalCost() => _host.Scalar<long>("SELECT SUM(cost_nanos) FROM api_call_events");

    private static async Task<string> ExactAsync(ILocator figure) => (await figure.GetAttributeAsync(CommandCenter.Exact))!;

    // Each figure with the time of the frame that shows it; the clock is the one the program stamps its rows with.
    private static Task WatchAsync(ILocator figure) => figure.EvaluateAsync("""
        element => {
          window.frames = [];
          new MutationObserver(() => {
            const exact = element.dataset.exact;
            const told = Date.now();
            requestAnimationFrame(() => window.frames.push([exact, Date.now(), told]));
          }).observe(element, { attributes: true, attributeFilter: ['data-exact'] });
        }
        """);

    private async Task TellLatencyAsync(IPage page)
    {
        var sum = 0L;
        var committed = new Dictionary<string, DateTime>();
        foreach (var (nanos, at) in _host.Rows("SELECT SUM(cost_nanos), recorded_at FROM api_call_events GROUP BY recorded_at ORDER BY recorded_at",
            row => (row.GetInt64(0), row.GetString(1))))
        {
            sum += nanos;
            committed.TryAdd(CommandCenter.Digits(sum),
                DateTime.Parse(at, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal));
        }

        var frames = await page.EvaluateAsync<JsonElement>("() => window.frames");
        var waits = frames.EnumerateArray()
            .Where(frame => committed.ContainsKey(frame[0].GetString()!))
            .Select(frame => (
                Pixel: DateTime.UnixEpoch.AddMilliseconds(frame[1].GetDouble()) - committed[frame[0].GetString()!],
                Page: DateTime.UnixEpoch.AddMilliseconds(frame[2].GetDouble()) - committed[frame[0].GetString()!]))
            .ToList();
        Assert.NotEmpty(waits);
        var median = waits.Select(wait => wait.Pixel).Order().ElementAt(waits.Count / 2).TotalMilliseconds;
        TestContext.Current.TestOutputHelper!.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Commit to pixel: median {median:0} ms of "
                + $"{string.Join(", ", waits.Select(wait => $"{(int)wait.Pixel.TotalMilliseconds} ({(int)wait.Page.TotalMilliseconds} to the page)"))}"));
    }
}
