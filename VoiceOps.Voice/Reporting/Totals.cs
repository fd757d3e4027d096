using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Reporting;

/// <summary>Adds up sums. Every panel adds up the same ones, so no two of them can disagree.</summary>
internal static class Totals
{
    public static PeriodTotals Of(IReadOnlyCollection<CostSum> costs, IReadOnlyCollection<CallSum> calls)
    {
        return new PeriodTotals
        {
            Revenue = new Money(calls.Sum(sum => sum.RevenueNanos)),
            Cost = Cost(costs),
            MeteredCost = CostBy(UsageBasis.Metered),
            EstimatedCost = CostBy(UsageBasis.Estimated),
            BilledCost = CostBy(UsageBasis.Billed),
            UnpricedEvents = costs.Sum(sum => sum.UnpricedEvents),
            Calls = calls.Sum(sum => sum.Calls),
            TalkSeconds = calls.Sum(sum => sum.TalkSeconds),
            LineMinuteMicros = costs
                .Where(sum => sum is { Service: ServiceNames.Twilio, Operation: OperationNames.Voice })
                .Sum(sum => sum.UsageMicros),
        };

        Money CostBy(string basis) => Cost(costs.Where(sum => sum.Basis == basis));
    }

    public static IReadOnlyList<ServiceCost> Services(IReadOnlyCollection<CostSum> costs)
    {
        var total = Cost(costs);
        return [.. ServiceNames.All.Select(Service).OrderByDescending(service => service.Cost)];

        ServiceCost Service(string service)
        {
            var own = costs.Where(sum => sum.Service == service).ToList();
            var cost = Cost(own);
            return new ServiceCost
            {
                Service = service,
                Cost = cost,
                Share = total.Nanos == 0 ? null : (decimal)cost.Nanos / total.Nanos,
                EstimatedCost = Cost(own.Where(sum => sum.Basis == UsageBasis.Estimated)),
                UnpricedEvents = own.Sum(sum => sum.UnpricedEvents),
            };
        }
    }

    /// <summary>One bar a bucket; those that have not begun are left out.</summary>
    public static IReadOnlyList<TimeBucket> Series(
        IReadOnlyList<SeriesBucket> buckets, IReadOnlyCollection<CostSum> costs, IReadOnlyCollection<CallSum> calls, DateTime now)
    {
        var costsOf = costs.ToLookup(sum => sum.Bucket);
        var callsOf = calls.ToLookup(sum => sum.Bucket);
        return [.. buckets.Select(Bar).Where(bar => bar.Start <= now)];

        TimeBucket Bar(SeriesBucket bucket, int index) => new()
        {
            Start = bucket.Start,
            End = bucket.End,
            Label = bucket.Label,
            CostByService = ServiceNames.All.ToDictionary(service => service, service => Cost(costsOf[index].Where(sum => sum.Service == service))),
            EstimatedByService = costsOf[index].Where(sum => sum.Basis == UsageBasis.Estimated).GroupBy(sum => sum.Service)
                .Select(service => (service.Key, Cost: Cost(service))).Where(service => service.Cost.Nanos != 0).ToDictionary(service => service.Key, service => service.Cost),
            Revenue = new Money(callsOf[index].Sum(sum => sum.RevenueNanos)),
        };
    }

    private static Money Cost(IEnumerable<CostSum> costs) => new(costs.Sum(sum => sum.CostNanos));
}
