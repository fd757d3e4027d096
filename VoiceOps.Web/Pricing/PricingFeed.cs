using VoiceOps.Web.Pricing.Rates;
using VoiceOps.Web.Shared;

namespace VoiceOps.Web.Pricing;

/// <summary>The rate card with its use, read every three seconds while anyone watches.</summary>
internal sealed class PricingFeed(RateBookQueries queries, TimeProvider time, ILogger<PricingFeed> logger)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(3);

    private readonly SharedPoll<RateBook> _poll = new(
        queries.ReadAsync, Interval, time, exception => logger.FeedFailed(exception, nameof(PricingFeed)));

    public IDisposable Subscribe(Func<RateBook, Task> onChange) => _poll.Subscribe(onChange);
}
