namespace VoiceOps.Voice.Pricing;

/// <summary>All rates in force at one moment, fallbacks and every model included; a call keeps the one of its start.</summary>
public sealed class RateCard
{
    private readonly Dictionary<RateKey, AppliedRate> _rates;
    private readonly Dictionary<RateKey, AppliedRate> _fallbacks;

    /// <summary>Rows that are not usable are left out: the next in order, a fallback or nothing takes their place, never a wrong price.</summary>
    public RateCard(DateTime asOf, IEnumerable<Rate> rates, IReadOnlyDictionary<RateKey, AppliedRate> fallbacks)
    {
        AsOf = asOf;
        _fallbacks = new(fallbacks);
        _rates = rates.Where(rate => rate.IsUsable && rate.IsInForceAt(asOf)).ToDictionary(rate => rate.Key, rate => rate.Terms.From(rate.EffectiveFrom));
    }

    private RateCard(DateTime asOf, Dictionary<RateKey, AppliedRate> rates, Dictionary<RateKey, AppliedRate> fallbacks) =>
        (AsOf, _rates, _fallbacks) = (asOf, rates, fallbacks);

    public DateTime AsOf { get; }

    public IReadOnlyDictionary<RateKey, AppliedRate> Rates => _rates;

    public IReadOnlyDictionary<RateKey, AppliedRate> Fallbacks => _fallbacks;

    /// <summary>The card as it would be with other terms for one key, or with none.</summary>
    public RateCard With(RateKey key, RateTerms? terms)
    {
        var rates = new Dictionary<RateKey, AppliedRate>(_rates);
        rates.Remove(key);
        if (terms is not null)
        {
            rates[key] = terms.From(AsOf);
        }

        return new RateCard(AsOf, rates, _fallbacks);
    }

    /// <summary>The rate for one use, or null: unpriced, which is never the same as free.</summary>
    public AppliedRate? Find(string service, string operation, string? model) => Resolve(service, operation, model)?.Rate;

    /// <summary>The same with the key that it was found under.</summary>
    public (RateKey Key, AppliedRate Rate)? Resolve(string service, string operation, string? model) =>
        Resolve(_rates, service, operation, model) ?? Resolve(_fallbacks, service, operation, model);

    private static (RateKey Key, AppliedRate Rate)? Resolve(Dictionary<RateKey, AppliedRate> rates, string service, string operation, string? model)
    {
        ReadOnlySpan<RateKey> order =
        [
            new(service, operation, model), new(service, operation, null),
            new(service, RateKey.DefaultOperation, model), new(service, RateKey.DefaultOperation, null),
        ];
        foreach (var key in order)
        {
            if (rates.TryGetValue(key, out var rate))
            {
                return (key, rate);
            }
        }

        return null;
    }
}
