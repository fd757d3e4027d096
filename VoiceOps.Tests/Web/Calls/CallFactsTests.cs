using Bunit;
using VoiceOps.Voice.Reporting;
using VoiceOps.Voice.Usage;
using VoiceOps.Web.Calls;
using Xunit;

namespace VoiceOps.Tests.Web.Calls;

public sealed class CallFactsTests : PageTest
{
    [Theory]
    [InlineData("completed", "rejected", "deepgram, elevenlabs, cerebras: too many calls are on", "apologized: too many calls are on")]
    [InlineData("rejected", "rejected", "twilio, deepgram: no persona answers this number: none", "rejected: no persona answers this number: none")]
    [InlineData("completed", "rejected", null, "apologized")]
    [InlineData("completed", "caller-hangup", "cerebras: no turn of the caller's was answered", "The caller hung up.")]
    [InlineData("in-progress", null, null, "still on")]
    public void Why_TurnedAway_NamesTheReason(string status, string? ended, string? missing, string why)
    {
        var call = Snapshots.Call(new Dictionary<string, Money> { [ServiceNames.Twilio] = new Money(14_000_000) }) with
        {
            Status = status,
            EndedReason = ended,
            MissingUsage = missing,
        };
        var ledger = new CallLedger
        {
            Call = call,
            ToNumber = null,
            AppVersion = "0.1.0",
            PricePerMinute = 0,
            BillingIncrementSeconds = 1,
            Events = [],
            Transactions = [],
            Turns = [],
            Waste = new WasteTotals(),
        };

        var facts = Render<CallFacts>(parameters => parameters.Add(component => component.Ledger, ledger)
            .Add(component => component.Outcome, CallOutcome.Of(status, ended)));

        Assert.Equal(why, facts.FindAll(".facts > div").Single(fact => fact.QuerySelector("dt")!.TextContent == "Why it ended")
            .QuerySelector("dd")!.TextContent);
    }
}
