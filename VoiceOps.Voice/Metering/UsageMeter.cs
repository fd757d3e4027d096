using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Pricing;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Metering;

/// <summary>
/// The running total of one kind of usage of one call at one rate. Each posting carries the difference between the rated
/// total now and what was posted before, so the rows of a meter always add up to its rated total. Not thread-safe: its
/// <see cref="CallMeters"/> guards it.
/// </summary>
public sealed class UsageMeter(MeterKey key, AppliedRate? rate)
{
    private (long UsageMicros, long PostedMicros, long PostedNanos, string? RequestId)? _kept;

    public MeterKey Key { get; } = key;

    public AppliedRate? Rate { get; } = rate;

    public string Unit { get; } = UsageUnits.Of(key.Service);

    /// <summary>Usage so far, in 10⁻⁶ of the unit.</summary>
    public long UsageMicros { get; private set; }

    public long PostedMicros { get; private set; }

    public long PostedNanos { get; private set; }

    /// <summary>The provider's id of the connection that usage comes over now. What the one before has used is posted before this changes.</summary>
    public string? ProviderRequestId { get; set; }

    /// <summary>The rated total of all usage so far, or null when no price is known.</summary>
    public Money? Rated => Rate is null ? null : new Money(RatedNanos(Rate, UsageMicros));

    public void Add(long micros) => UsageMicros = checked(UsageMicros + micros);

    /// <summary>Replaces the total, for a provider that tells its own; it may be lower than what was counted here.</summary>
    public void Settle(long totalMicros) => UsageMicros = totalMicros;

    /// <summary>The row for everything since the last posting, or null when there is nothing to post.</summary>
    public UsageEvent? Post(Posting posting)
    {
        var micros = UsageMicros - PostedMicros;
        if (micros == 0)
        {
            return null;
        }

        long? nanos = Rate is null ? null : RatedNanos(Rate, UsageMicros) - PostedNanos;
        PostedMicros = UsageMicros;
        PostedNanos += nanos ?? 0;

        return new UsageEvent
        {
            CallId = posting.CallId,
            Service = Key.Service,
            Operation = Key.Operation,
            Model = Key.Model,
            UsageAmount = (decimal)micros / UsageUnits.MicrosPerUnit,
            UsageUnit = Unit,
            UsageMicros = micros,
            UnitCost = Rate?.UnitPrice,
            RateUnit = Rate is null ? null : PricingType.RateUnit(Rate.PricingType),
            CostNanos = nanos,
            Basis = posting.Basis,
            PricingSource = Rate?.Source ?? PricingSource.Unpriced,
            EventKey = posting.EventKey,
            ProviderRequestId = posting.ProviderRequestId,
            OccurredAt = posting.OccurredAt,
            BookedAt = posting.BookedAt,
        };
    }

    public MeterCheckpoint Checkpoint(long callId, TimeSpan elapsed, DateTime at) => new()
    {
        CallId = callId,
        MeterKey = Key.ToString(),
        Service = Key.Service,
        Operation = Key.Operation,
        Model = Key.Model,
        UsageUnit = Unit,
        UsageMicros = UsageMicros,
        PostedMicros = PostedMicros,
        PostedNanos = PostedNanos,
        UnitCost = Rate?.UnitPrice,
        PricingType = Rate?.PricingType,
        IncrementSeconds = Rate?.IncrementSeconds,
        PricingSource = Rate?.Source ?? PricingSource.Unpriced,
        ProviderRequestId = ProviderRequestId,
        ElapsedMicros = elapsed.Ticks / TimeSpan.TicksPerMicrosecond,
        UpdatedAt = at,
    };

    /// <summary>The store holds a checkpoint of just what the meter says.</summary>
    public bool IsKept => _kept == (UsageMicros, PostedMicros, PostedNanos, ProviderRequestId);

    /// <summary>The store holds a checkpoint, if not of what the meter says now.</summary>
    public bool HasCheckpoint => _kept is not null;

    /// <summary>The store holds this checkpoint now.</summary>
    public void Keep(MeterCheckpoint checkpoint) =>
        _kept = (checkpoint.UsageMicros, checkpoint.PostedMicros, checkpoint.PostedNanos, checkpoint.ProviderRequestId);

    /// <summary>The meter as it stood at a checkpoint, at the rate it had then.</summary>
    public static UsageMeter Restore(MeterCheckpoint checkpoint)
    {
        var rate = checkpoint.UnitCost is not { } price ? null : new AppliedRate
        {
            UnitPrice = price,
            PricingType = checkpoint.PricingType!,
            IncrementSeconds = checkpoint.IncrementSeconds,
            Source = checkpoint.PricingSource,
        };
        return new UsageMeter(new MeterKey(checkpoint.Service, checkpoint.Operation, checkpoint.Model), rate)
        {
            UsageMicros = checkpoint.UsageMicros,
            PostedMicros = checkpoint.PostedMicros,
            PostedNanos = checkpoint.PostedNanos,
            ProviderRequestId = checkpoint.ProviderRequestId,
        };
    }

    private long RatedNanos(AppliedRate rate, long micros) => Rating.Nanos(rate, Unit, micros);
}
