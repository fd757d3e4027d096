using VoiceOps.Voice.Pricing;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Reporting;

/// <summary>
/// The rate card in force beside what was used: usage stands at the rate that would price it now, its cost is what was
/// booked. Rates that only the fallback knows, and uses that nothing prices, have their own lines.
/// </summary>
internal static class RateUsages
{
    public static IReadOnlyList<RateUsage> Of(RateCard card, IEnumerable<CostSum> costs)
    {
        var rates = new Dictionary<RateKey, AppliedRate?>();
        foreach (var (key, rate) in card.Rates.Concat(card.Fallbacks))
        {
            rates.TryAdd(key, rate);
        }

        var uses = costs.ToLookup(sum =>
            card.Resolve(sum.Service, sum.Operation, sum.Model)?.Key ?? new RateKey(sum.Service, sum.Operation, sum.Model));
        foreach (var use in uses)
        {
            rates.TryAdd(use.Key, null);
        }

        return [.. rates
            .Select(rate => Line(rate.Key, rate.Value, [.. uses[rate.Key]]))
            .OrderBy(line => ServiceOrder(line.Service))
            .ThenBy(line => line.Service, StringComparer.Ordinal)
            .ThenBy(line => line.Model, StringComparer.Ordinal)
            .ThenBy(line => OperationOrder(line.Operation))
            .ThenBy(line => line.Operation, StringComparer.Ordinal)];
    }

    private static RateUsage Line(RateKey key, AppliedRate? rate, IReadOnlyCollection<CostSum> uses) => new()
    {
        Service = key.Service,
        Operation = key.Operation,
        Model = key.Model,
        UnitPrice = rate?.UnitPrice,
        PricingType = rate?.PricingType,
        IncrementSeconds = rate?.IncrementSeconds,
        Source = rate?.Source ?? PricingSource.Unpriced,
        Origin = rate?.Origin,
        EffectiveFrom = rate?.EffectiveFrom,
        UsageUnit = UnitOf(key.Service, rate),
        UsageMicros = uses.Sum(sum => sum.UsageMicros),
        Cost = new Money(uses.Sum(sum => sum.CostNanos)),
        UnpricedEvents = uses.Sum(sum => sum.UnpricedEvents),
    };

    // Rates are rows that people edit: one for a service that nothing meters must not take the page down.
    private static string UnitOf(string service, AppliedRate? rate) => (ServiceNames.All.Contains(service), rate?.PricingType) switch
    {
        (true, _) => UsageUnits.Of(service),
        (false, PricingType.PerCharacter) => UsageUnits.Characters,
        (false, PricingType.PerToken) => UsageUnits.Tokens,
        _ => UsageUnits.Minutes,
    };

    private static int ServiceOrder(string service)
    {
        for (var index = 0; index < ServiceNames.All.Count; index++)
        {
            if (ServiceNames.All[index] == service)
            {
                return index;
            }
        }

        return ServiceNames.All.Count;
    }

    // A prompt comes before its completion, and what is left over last.
    private static int OperationOrder(string operation) => operation switch
    {
        RateKey.DefaultOperation => 2,
        OperationNames.Completion => 1,
        _ => 0,
    };
}
