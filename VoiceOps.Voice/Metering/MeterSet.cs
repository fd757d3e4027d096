using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Pricing;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Metering;

/// <summary>The meters of one call, one for each use, at the rates that were frozen for it. Guarded by the call's <see cref="CallMeters"/>.</summary>
internal sealed class MeterSet(RateCard rateCard)
{
    private readonly Dictionary<MeterKey, UsageMeter> _meters = [];

    public IReadOnlyCollection<UsageMeter> All => _meters.Values;

    /// <summary>What the meters have come to beyond what they have posted.</summary>
    public long UnpostedNanos => _meters.Values.Sum(meter => meter.Rated is { } rated ? rated.Nanos - meter.PostedNanos : 0);

    public RateCard RateCard => rateCard;

    public UsageMeter Get(string service, string operation, string? model) => Get(new MeterKey(service, operation, model));

    public UsageMeter Get(MeterKey key)
    {
        if (!_meters.TryGetValue(key, out var meter))
        {
            meter = new UsageMeter(key, rateCard.Find(key.Service, key.Operation, key.Model));
            _meters.Add(key, meter);
        }

        return meter;
    }

    /// <summary>Null for what has not been used.</summary>
    public UsageMeter? Find(MeterKey key) => _meters.GetValueOrDefault(key);

    /// <summary>At the rate that it had then.</summary>
    public void Restore(MeterCheckpoint checkpoint)
    {
        var meter = UsageMeter.Restore(checkpoint);
        meter.Keep(checkpoint);
        _meters[meter.Key] = meter;
    }

    /// <summary>
    /// Of what has changed since it was kept; the call's clock stands in each, so when nothing has, one tells it. The last ones are those of all.
    /// </summary>
    public IReadOnlyList<MeterCheckpoint> Checkpoints(long callId, TimeSpan elapsed, DateTime at, bool isLast)
    {
        var used = _meters.Values.Where(meter => meter.UsageMicros != 0 || meter.PostedMicros != 0 || meter.HasCheckpoint).ToList();
        var changed = isLast ? used : used.FindAll(meter => !meter.IsKept);
        return [.. (changed.Count > 0 ? changed : used.Take(1)).Select(meter => meter.Checkpoint(callId, elapsed, at))];
    }

    /// <summary>The store holds these now.</summary>
    public void Keep(IEnumerable<MeterCheckpoint> checkpoints)
    {
        foreach (var checkpoint in checkpoints)
        {
            Get(checkpoint.Service, checkpoint.Operation, checkpoint.Model).Keep(checkpoint);
        }
    }

    /// <summary>What they have come to, posted or not.</summary>
    public LiveFigures Read(TimeSpan elapsed, Money revenue)
    {
        var used = _meters.Values.Where(meter => meter.UsageMicros != 0).ToList();
        return new LiveFigures
        {
            Elapsed = elapsed,
            CostByService = _meters.Values.Where(meter => meter.Rated is not null).GroupBy(meter => meter.Key.Service)
                .ToDictionary(service => service.Key, service => new Money(service.Sum(meter => meter.Rated!.Value.Nanos))),
            Revenue = revenue,
            ServicesUsed = [.. used.Select(meter => meter.Key.Service).Distinct()],
            UnpricedServices = [.. used.Where(meter => meter.Rate is null).Select(meter => meter.Key.Service).Distinct()],
        };
    }
}
