using VoiceOps.Simulation.Demo;
using VoiceOps.Tests.Reporting;
using VoiceOps.Voice.Calls.Journal;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Metering;

namespace VoiceOps.Tests.Reconciliation;

/// <summary>A call lived through by the meters of a real call, ended and committed; as it stands it is example A of the accounting.</summary>
internal static class MeteredCall
{
    public static async Task<Call> AddAsync(Books books, DateTime? at = null, string model = "llama-3.3-70b", int seconds = 187, bool streams = false)
    {
        var answered = at ?? books.Clock.Now.AddHours(-2);
        var call = await books.AddCallAsync(answered, row => (row.EndedAt, row.DurationSeconds) = (answered.AddSeconds(seconds), seconds));
        var terms = new CallTerms
        {
            RateCard = await books.Rates.LoadAsync(answered, CancellationToken.None),
            AccountId = call.AccountId!.Value,
            PricePerMinute = call.PricePerMinute,
            BillingIncrementSeconds = call.BillingIncrementSeconds,
        };
        var clock = new HistoryClock(answered);
        var meters = new CallMeters(call.Id, call.CallSid, terms, clock);
        if (streams)
        {
            meters.Usage.StreamStarted();
        }

        meters.Usage.AudioSent(seconds * 8_000, "nova-2-phonecall");
        meters.Usage.CharactersSent(1_480, "turn-1", "eleven_flash_v2_5");
        meters.Usage.TokensUsed($"request-{call.Id}", model, 9_650, 1_210);
        clock.UtcNow = answered.AddSeconds(seconds);
        meters.Advance();
        meters.End(() => null);
        await books.Ledger.CommitAsync([LedgerBatch.Of(meters.Collect(clock.UtcNow)!)], CancellationToken.None);
        return call;
    }
}
