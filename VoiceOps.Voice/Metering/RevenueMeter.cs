using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Pricing;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Metering;

/// <summary>
/// What a call earns at the price frozen at its start, by the same rule of differences as the cost meters.
/// </summary>
public sealed class RevenueMeter(decimal pricePerMinute, int billingIncrementSeconds)
{
    public decimal PricePerMinute { get; } = pricePerMinute;

    public long TalkSeconds { get; private set; }

    public long BilledSeconds { get; private set; }

    public Money Posted { get; private set; }

    public Money RevenueAt(long talkSeconds) => Worth(Billed(talkSeconds));

    /// <summary>The movement from what was posted to <paramref name="talkSeconds"/> in all, or null when nothing changed.</summary>
    public RevenuePosting? Post(long talkSeconds, string key, long callId, long accountId, DateTime occurredAt)
    {
        if (talkSeconds == TalkSeconds)
        {
            return null;
        }

        var billed = Billed(talkSeconds);
        var total = RevenueAt(talkSeconds);
        var posting = new RevenuePosting
        {
            Key = key,
            CallId = callId,
            AccountId = accountId,
            TalkSeconds = talkSeconds - TalkSeconds,
            BilledSeconds = billed - BilledSeconds,
            PricePerMinute = PricePerMinute,
            Earned = total - Posted,
            OccurredAt = occurredAt,
        };
        (TalkSeconds, BilledSeconds, Posted) = (talkSeconds, billed, total);
        return posting;
    }

    /// <summary>
    /// Continues from the seconds that the books already hold. Their worth is worked out anew: what the books have earned by them is less where
    /// they were paid ahead.
    /// </summary>
    public void Restore(long talkSeconds, long billedSeconds) =>
        (TalkSeconds, BilledSeconds, Posted) = (talkSeconds, billedSeconds, Worth(billedSeconds));

    private Money Worth(long billedSeconds) => new(Rating.NanosPerMinute(PricePerMinute, checked(billedSeconds * 1_000_000)));

    private long Billed(long talkSeconds)
    {
        var increment = Math.Max(1, billingIncrementSeconds);
        return (talkSeconds + increment - 1) / increment * increment;
    }
}
