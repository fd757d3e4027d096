using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Pricing;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Reconciliation.Prices;

/// <summary>
/// Turns a provider's figure into rows: what was booked is taken back at its own basis and rate, and the provider's figure
/// takes its place, also when both are equal. So sums by basis are right with plain SQL.
/// </summary>
internal static class BilledPairs
{
    /// <summary><paramref name="booked"/> are all rows of what was billed; what is in them already is not made again.</summary>
    public static IReadOnlyList<UsageEvent> Make(IReadOnlyList<UsageEvent> booked, string keyPrefix, Money price, decimal? usage = null)
    {
        var rows = booked.Where(row => row.Basis != UsageBasis.Billed).OrderBy(row => row.Id).ToList();
        if (rows.Count == 0)
        {
            return [];
        }

        var number = booked.Count(row => BilledKeys.IsReversal(keyPrefix, row.EventKey));
        var pair = Standing(rows).Select(group => TakenBack(group, BilledKeys.Reversal(keyPrefix, ++number))).ToList();
        if (!booked.Any(row => row.EventKey == BilledKeys.New(keyPrefix)))
        {
            pair.Add(Billed(rows, BilledKeys.New(keyPrefix), price, usage));
        }

        return pair;
    }

    // What has a price is taken back in one row by basis and rate; what has none, row by row, by which it is counted (docs/decisions/0004).
    private static IEnumerable<IReadOnlyList<UsageEvent>> Standing(IReadOnlyList<UsageEvent> rows) =>
        rows.Where(row => row.CostNanos is not null)
            .GroupBy(row => (row.Model, row.Basis, row.UnitCost, row.RateUnit, row.PricingSource))
            .Where(group => group.Sum(row => row.UsageMicros) != 0 || group.Sum(row => row.CostNanos) != 0)
            .Select(group => group.ToList())
            .Concat(UnpricedCount.Rows(rows).Select(row => new List<UsageEvent> { row }));

    private static UsageEvent TakenBack(IReadOnlyList<UsageEvent> rows, string key) => new()
    {
        CallId = rows[0].CallId,
        Service = rows[0].Service,
        Operation = rows[0].Operation,
        Model = rows[0].Model,
        UsageAmount = -rows.Sum(row => row.UsageAmount),
        UsageUnit = rows[0].UsageUnit,
        UsageMicros = -rows.Sum(row => row.UsageMicros),
        UnitCost = rows[0].UnitCost,
        RateUnit = rows[0].RateUnit,
        // What had no price is taken back without one.
        CostNanos = rows[0].CostNanos is null ? null : -rows.Sum(row => row.CostNanos),
        Basis = rows[0].Basis,
        PricingSource = rows[0].PricingSource,
        EventKey = key,
        CorrectsEventId = rows[0].Id,
        ProviderRequestId = rows[0].ProviderRequestId,
        OccurredAt = rows[0].OccurredAt,
        BookedAt = rows[0].BookedAt,
        IsTest = rows[0].IsTest,
    };

    private static UsageEvent Billed(IReadOnlyList<UsageEvent> rows, string key, Money price, decimal? usage)
    {
        var amount = usage ?? rows.Sum(row => row.UsageAmount);
        return new UsageEvent
        {
            CallId = rows[0].CallId,
            Service = rows[0].Service,
            Operation = rows[0].Operation,
            Model = rows[0].Model,
            UsageAmount = amount,
            UsageUnit = rows[0].UsageUnit,
            UsageMicros = (long)decimal.Round(amount * UsageUnits.MicrosPerUnit, MidpointRounding.ToEven),
            CostNanos = price.Nanos,
            Basis = UsageBasis.Billed,
            PricingSource = PricingSource.Provider,
            EventKey = key,
            CorrectsEventId = rows[0].Id,
            ProviderRequestId = rows[0].ProviderRequestId,
            OccurredAt = rows[0].OccurredAt,
            BookedAt = rows[0].BookedAt,
            IsTest = rows[0].IsTest,
        };
    }
}
