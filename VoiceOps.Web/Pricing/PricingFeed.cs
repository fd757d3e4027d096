using VoiceOps.Web.Pricing.Rates;
using VoiceOps.Web.Shared.Live;

namespace VoiceOps.Web.Pricing;

/// <summary>The rate card with its use, read every three seconds while anyone watches.</summary>
internal sealed class PricingFeed(RateBookQueries queries, TimeProvider time, ILogger<PricingFeed> logger) : LiveReading<RateBook>(
    queries.ReadAsync, new LivePace<RateBook>(TimeSpan.FromSeconds(3)), time, logger);
