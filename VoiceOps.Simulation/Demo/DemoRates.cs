using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using VoiceOps.Simulation.Twilio;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Pricing;
using VoiceOps.Voice.Pricing.Versions;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Simulation.Demo;

/// <summary>The one edit of the demo's rate card, by the code that makes all of them.</summary>
internal static class DemoRates
{
    private const int StartedMinute = 60;
    private static readonly RateKey Voice = new(ServiceNames.Twilio, OperationNames.Voice, null);
    private static readonly Signature Signed = new() { By = "Robin", Reason = "Media Streams minutes are metered apart from now on: this is the voice alone" };

    /// <summary>The price of the voice was all-in until its media stream was metered beside it.</summary>
    public static async Task PriceVoiceAloneAsync(IDbContextFactory<VoiceOpsContext> contexts, DateTime from, CancellationToken cancellationToken)
    {
        var rates = new RateWriter(contexts, new CommitSignal(), new HistoryClock(from), NullLogger<RateWriter>.Instance);
        var terms = new RateTerms { UnitPrice = NetworkPrices.VoicePerMinute, PricingType = PricingType.PerMinute, IncrementSeconds = StartedMinute };
        if (await rates.SetAsync(Voice, terms, from, Signed, cancellationToken) is { } problem)
        {
            throw new InvalidOperationException($"The demo's rate of {Voice} could not be set: {problem}");
        }
    }
}
