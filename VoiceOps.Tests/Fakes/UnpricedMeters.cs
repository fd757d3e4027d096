using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Metering;
using VoiceOps.Voice.Pricing;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Tests.Fakes;

/// <summary>The meters of a call for which nothing has a price, for tests of what counts usage rather than of what it costs.</summary>
internal static class UnpricedMeters
{
    public static CallMeters Create(TimeProvider time) => new(callId: 1, "CA1", new CallTerms
    {
        RateCard = new RateCard(DateTime.UnixEpoch, [], new Dictionary<RateKey, AppliedRate>()),
        AccountId = 1,
        PricePerMinute = 0.12m,
        BillingIncrementSeconds = 1,
    }, time);

    /// <summary>The rows of one service that the meters have made and nobody has committed.</summary>
    public static IReadOnlyList<UsageEvent> Rows(this CallMeters meters, string service) =>
        [.. meters.Collect(DateTime.UnixEpoch)?.Events.Where(row => row.Service == service) ?? []];

    /// <summary>All usage of one service in its unit, as the checkpoints hold it.</summary>
    public static decimal Used(this CallMeters meters, string service) =>
        (meters.Collect(DateTime.UnixEpoch)?.Checkpoints.Where(meter => meter.Service == service).Sum(meter => meter.UsageMicros) ?? 0) / 1_000_000m;
}
