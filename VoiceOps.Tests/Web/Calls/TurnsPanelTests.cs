using AngleSharp.Dom;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using VoiceOps.Voice.Calls.Journal;
using VoiceOps.Voice.Conversation.Turns;
using VoiceOps.Voice.Reporting;
using VoiceOps.Voice.Usage;
using VoiceOps.Web.Calls;
using Xunit;

namespace VoiceOps.Tests.Web.Calls;

public sealed class TurnsPanelTests : PageTest
{
    private readonly TranscriptOptions _options = new();

    public TurnsPanelTests() => Services.AddSingleton(Options.Create(_options));

    [Fact]
    public void Turn_Interrupted_TellsWhatWasHeardAndWhatWasNot()
    {
        var panel = Show(Turn(1, heard: "We open at eight", unheard: "in the morning.", interrupted: true));

        var turn = panel.Find(".turn");
        Assert.Equal("We open at eight", turn.QuerySelector(".agent span:last-child")!.ChildNodes[0].TextContent.Trim());
        Assert.Equal("in the morning.", turn.QuerySelector(".unheard s")!.TextContent);
        Assert.Equal("unheard", turn.QuerySelector(".unheard .chip")!.TextContent);
        Assert.Equal("interrupted", turn.QuerySelector(".note-cut")!.TextContent);
        Assert.EndsWith(", then interrupted", turn.QuerySelector(".latency-bar")!.GetAttribute("aria-label"));
    }

    [Fact]
    public void Turn_Waits_StandOneAfterTheOtherOnTheSharedAxis()
    {
        var panel = Show(Turn(1), Turn(2, heardMs: 1_900));

        var bar = panel.FindAll(".latency-bar")[0];
        Assert.Equal("endpointing 310 ms, first token 480 ms, first clause 540 ms, first audio 660 ms, sent 664 ms, heard 812 ms",
            bar.GetAttribute("aria-label"));
        Assert.Equal(["left:0%;width:15.5%", "left:15.5%;width:8.5%", "left:24%;width:3%", "left:27%;width:6%", "left:33%;width:0.2%", "left:33.2%;width:7.4%"],
            bar.QuerySelectorAll("i").Select(part => part.GetAttribute("style")));
        Assert.Equal(["0 s", "0.5 s", "1 s", "1.5 s", "2 s"], panel.FindAll(".turn-head .axis i").Select(tick => tick.TextContent));
    }

    [Fact]
    public void Turn_ModelAskedBeforeTheTurnCountedAsEnded_HasNoPartOfItsOwn()
    {
        Assert.Equal([("endpointing", 0, 400), ("first audio", 400, 700)],
            TurnPhases.Of(Turn(1, endpointing: 400, firstToken: 380, firstClause: null, firstAudio: 700, sent: null, heardMs: null))
                .Select(phase => (phase.Name, phase.From, phase.To)));
    }

    [Fact]
    public void Sums_TurnsAndWhatCameAfter_AreTheCostOfTheCall()
    {
        var panel = Show(302_904_333, Turn(1, cost: 100_000_001), Turn(2, cost: 150_000_002));

        Assert.Equal(["$0.250000003", "$0.052904330", "$0.302904333"], panel.FindAll(".turn-sums dd").Select(sum => sum.TextContent));
    }

    [Fact]
    public void Sums_ATurnWithoutAPrice_SaysSo()
    {
        var panel = Show(302_904_333, Turn(1, cost: null), Turn(2, cost: 150_000_002));

        Assert.Contains("some turns unpriced", panel.Find(".turn-sums").TextContent);
        Assert.Equal("$0.152904331", panel.FindAll(".turn-sums dd")[1].TextContent);
        Assert.Contains("unpriced", panel.FindAll(".turn-cost")[0].TextContent);
    }

    [Theory]
    [InlineData(true, 31, "The words of this call were deleted 30 days after it")]
    [InlineData(false, 1, "Transcripts are switched off (VoiceOps:KeepTranscripts)")]
    [InlineData(true, 1, null)]
    public void Words_NotThere_SaysWhy(bool keeps, int daysAgo, string? notice)
    {
        _options.KeepTranscripts = keeps;
        var panel = Show(Turn(1, caller: null, heard: null, daysAgo: daysAgo));

        Assert.Equal(notice is null ? 0 : 1, panel.FindAll(".transcript-note").Count);
        Assert.Contains(notice ?? "Words not kept.", panel.Markup);
    }

    private IRenderedComponent<TurnsPanel> Show(params CallTurn[] turns) => Show(302_904_333, turns);

    private IRenderedComponent<TurnsPanel> Show(long cost, params CallTurn[] turns) =>
        Render<TurnsPanel>(parameters => parameters.Add(panel => panel.Ledger, new CallLedger
        {
            Call = Snapshots.Call(new Dictionary<string, Money> { [ServiceNames.ElevenLabs] = new Money(cost) }),
            ToNumber = null,
            AppVersion = "0.1.0",
            PricePerMinute = 0.12m,
            BillingIncrementSeconds = 1,
            Events = [],
            Transactions = [],
            Turns = turns,
            Waste = new WasteTotals(),
        }));

    private static CallTurn Turn(
        int number, string? caller = "When do you open?", string? heard = "At eight.", string? unheard = null, bool interrupted = false,
        int daysAgo = 0, long? cost = 5_000_000,
        int? endpointing = 310, int? firstToken = 480, int? firstClause = 540, int? firstAudio = 660, int? sent = 664, int? heardMs = 812) => new()
        {
            Id = number,
            CallId = 7,
            Number = number,
            Kind = TurnKind.Reply,
            StartedAt = Snapshots.AsOf.AddDays(-daysAgo).AddSeconds(number),
            EndedAt = Snapshots.AsOf.AddDays(-daysAgo).AddSeconds(number + 1),
            CallerText = caller,
            HeardText = heard,
            UnheardText = unheard,
            Model = "gpt-oss-120b",
            IsInterrupted = interrupted,
            HasFiller = false,
            EndpointingMilliseconds = endpointing,
            FirstTokenMilliseconds = firstToken,
            FirstClauseMilliseconds = firstClause,
            FirstAudioMilliseconds = firstAudio,
            SentMilliseconds = sent,
            HeardMilliseconds = heardMs,
            Characters = 24,
            UnheardCharacters = unheard?.Length ?? 0,
            PromptTokens = 200,
            CompletionTokens = 8,
            DiscardedTokens = 0,
            CostNanos = cost,
        };
}
