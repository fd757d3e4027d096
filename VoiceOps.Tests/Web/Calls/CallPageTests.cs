using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using VoiceOps.Tests.Fakes;
using VoiceOps.Tests.Reporting;
using VoiceOps.Voice.Calls;
using VoiceOps.Voice.Calls.Journal;
using VoiceOps.Voice.Conversation.Turns;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Reporting;
using VoiceOps.Voice.Usage;
using VoiceOps.Web.Calls;
using VoiceOps.Web.Shared;
using Xunit;

namespace VoiceOps.Tests.Web.Calls;

public sealed class CallPageTests : PageTest, IAsyncLifetime
{
    private readonly CommitSignal _signal = new();
    private Books _books = null!;

    public async ValueTask InitializeAsync()
    {
        _books = await Books.OpenAsync("2026-06-10T12:00:00");
        Services.AddSingleton(new CallFeed(new CallQueries(_books.Store), _books.Clock, _signal, _books.Time, NullLogger<CallFeed>.Instance));
        Services.AddSingleton(new OnAirFeed(new LiveCalls(Time), Time, NullLogger<OnAirFeed>.Instance));
        Services.AddOptions<TranscriptOptions>();
        GoLive();
    }

    [Fact]
    public async Task Page_WhileTheCallIsOn_GrowsWithEveryTurn()
    {
        var call = await _books.AddCallAsync(_books.Clock.Now.AddMinutes(-1), call => call.Status = CallStatus.InProgress);
        await _books.AddTurnsAsync(Books.Turn(call, 1));
        var page = Render<CallPage>(parameters => parameters.Add(component => component.Id, call.Id));
        page.WaitForAssertion(() => Assert.Single(page.FindAll(".turn")));
        Assert.Contains("Known when the call has ended.", page.Markup);

        await _books.AddTurnsAsync(Books.Turn(call, 2, interrupted: true));
        await _books.CommitAsync(call, [_books.Event(call, ServiceNames.Twilio, OperationNames.Voice, 1, 14_000_000)]);
        await Eventually.TrueAsync(() => page.FindAll(".turn").Count == 2, () => "the page has heard of the second turn", () =>
        {
            _signal.Raise();
            _books.Time.Advance(TimeSpan.FromSeconds(1));
        });

        Assert.Equal(["$0.010000000", "$0.004000000", "$0.014000000"], page.FindAll(".turn-sums dd").Select(sum => sum.TextContent));
    }

    [Fact]
    public async Task Page_EndedCall_TellsLatencyOfWholeRepliesAndWaste()
    {
        var call = await _books.AddCallAsync(_books.Clock.Now.AddMinutes(-5), call =>
            (call.EndedAt, call.EndedReason, call.UnheardCharacters, call.DiscardedTokens, call.SilentSeconds, call.WasteNanos) =
                (_books.Clock.Now, EndedReason.CallerHangup, 40, 11, 2, 7_000_000));
        await _books.AddTurnsAsync(
            Books.Turn(call, 1, kind: TurnKind.Greeting, heard: 9_000), Books.Turn(call, 2, heard: 700), Books.Turn(call, 3, heard: 1_200),
            Books.Turn(call, 4, interrupted: true, heard: 8_000));
        await _books.CommitAsync(call, [_books.Event(call, ServiceNames.Twilio, OperationNames.Voice, 1, 14_000_000)]);

        var page = Render<CallPage>(parameters => parameters.Add(component => component.Id, call.Id));

        page.WaitForAssertion(() => Assert.Equal(4, page.FindAll(".turn").Count));
        var latency = page.FindComponent<CallLatencyPanel>().FindAll("dd").Select(figure => figure.Shown()).Take(2);
        Assert.Equal(["700 ms median", "1,200 ms slowest, turn 3"], latency);
        var waste = page.FindComponent<CallWastePanel>().FindAll("dd").Select(figure => figure.TextContent.Trim());
        Assert.Equal(["$0.007000", "50.0% of the call", "40 characters", "11 tokens", "2 seconds"], waste);
    }

    [Fact]
    public void Page_NoSuchCall_SaysSo()
    {
        var page = Render<CallPage>(parameters => parameters.Add(component => component.Id, 404));

        page.WaitForAssertion(() => Assert.Contains("There is no call 404.", page.Find(".empty").TextContent));
    }

    protected override async ValueTask DisposeAsyncCore()
    {
        await base.DisposeAsyncCore();
        await _books.DisposeAsync();
    }
}
