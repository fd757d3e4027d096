using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Pricing;
using VoiceOps.Voice.Pricing.Versions;
using VoiceOps.Voice.Providers.Twilio;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Calls;

/// <summary>
/// Gives Media Streams its rate when that meter is turned on, as a row and as a fallback. Without one of its own it would be
/// priced by <c>twilio:default</c>, which is the price of voice.
/// </summary>
internal sealed class MediaStreamRate(IDbContextFactory<VoiceOpsContext> contexts, RateWriter rates, IOptions<TwilioOptions> options)
    : IHostedService, IPostConfigureOptions<PricingOptions>
{
    private const decimal PricePerMinute = 0.0040m;
    private const int StartedMinute = 60;
    private static readonly RateKey Key = new(ServiceNames.Twilio, OperationNames.MediaStream, null);
    private static readonly Signature Signed = new() { By = "VoiceOps", Reason = "Reference rate, added when Twilio:MeterMediaStreams was turned on" };

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!options.Value.MeterMediaStreams)
        {
            return;
        }

        await using var context = await contexts.OpenAsync(cancellationToken);
        if (await context.Rates.AnyAsync(rate => rate.Service == Key.Service && rate.Operation == Key.Operation, cancellationToken))
        {
            return;
        }

        var terms = new RateTerms { UnitPrice = PricePerMinute, PricingType = PricingType.PerMinute, IncrementSeconds = StartedMinute };
        if (await rates.SetAsync(Key, terms, DateTime.UnixEpoch, Signed, cancellationToken) is { } problem)
        {
            throw new InvalidOperationException($"The rate of {Key} could not be added: {problem}");
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void PostConfigure(string? name, PricingOptions pricing)
    {
        if (options.Value.MeterMediaStreams && !pricing.Fallback.Any(rate => rate.Key?.Trim() == Key.ToString()))
        {
            pricing.Fallback.Add(new FallbackRate
            {
                Key = Key.ToString(),
                Price = "0.0040",
                Type = PricingType.PerMinute,
                IncrementSeconds = StartedMinute,
            });
        }
    }
}
