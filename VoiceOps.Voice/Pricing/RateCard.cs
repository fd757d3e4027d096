namespace VoiceOps.Voice.Pricing;

/// <summary>All rates in force at one moment, fallbacks and every model included; a call keeps the one of its start.</summary>
public sealed class RateCard
{
    private readonly Dictionary<RateKey, AppliedRate> _rates;
    private readonly Dictionary<RateKey, AppliedRate> _fallbacks;
    private readonly HashSet<RateKey> _unreadable;

    /// <summary>Rows that are not usable are left out: the next in order, a fallback or nothing takes their place, never a wrong price. Where a row that cannot be read
    /// may have been in force, nothing takes its place: another price than the one that was meant is a wrong one, and what is unpriced is seen and can be priced.</summary>
    public RateCard(DateTime asOf, IEnumerable<Rate> rates, IReadOnlyDictionary<RateKey, AppliedRate> fallbacks)
    {
        AsOf = asOf;
        _fallbacks = new(fallbacks);
        _unreadable = [.. rates.Where(rate => !rate.IsReadable && rate.MayBeInForceAt(asOf)).Select(rate => rate.Key)];
        _rates = rates.Where(rate => rate.IsUsable && rate.IsInForceAt(asOf)).ToDictionary(rate => rate.Key, rate => rate.Terms.From(rate.EffectiveFrom));
    }

    private RateCard(DateTime asOf, Dictionary<RateKey, AppliedRate> rates, Dictionary<RateKey, AppliedRate> fallbacks, HashSet<RateKey> unreadable) =>
        (AsOf, _rates, _fallbacks, _unreadable) = (asOf, rates, fallbacks, unreadable);

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

        return new RateCard(AsOf, rates, _fallbacks, [.. _unreadable.Where(other => other != key)]);
    }

    /// <summary>The rate for one use, or null: unpriced, which is never the same as free.</summary>
    public AppliedRate? Find(string service, string operation, string? model) => Resolve(service, operation, model)?.Rate;

    /// <summary>The same with the key that it was found under.</summary>
    public (RateKey Key, AppliedRate Rate)? Resolve(string service, string operation, string? model) =>
        Resolve(Order(service, operation, model));

    private static RateKey[] Order(string service, string operation, string? model) =>
    [
        new(service, operation, model), new(service, operation, null),
        new(service, RateKey.DefaultOperation, model), new(service, RateKey.DefaultOperation, null),
    ];

    private (RateKey Key, AppliedRate Rate)? Resolve(RateKey[] order)
    {
        foreach (var key in order)
        {
            if (_rates.TryGetValue(key, out var rate))
            {
                return (key, rate);
            }

            if (_unreadable.Contains(key))
            {
                return null;
            }
        }

        foreach (var key in order)
        {
            if (_fallbacks.TryGetValue(key, out var rate))
            {
                return (key, rate);
            }
        }

        return null;
    }
}
