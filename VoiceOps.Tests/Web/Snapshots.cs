using VoiceOps.Voice.Pricing;
using VoiceOps.Voice.Reporting;
using VoiceOps.Voice.Reporting.Exposure;
using VoiceOps.Voice.Reporting.Ranges;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Tests.Web;

/// <summary>Records as the pages get them, with figures of example A of the accounting.</summary>
internal static class Snapshots
{
    public static DateTime AsOf { get; } = new(2026, 6, 10, 12, 0, 0, DateTimeKind.Utc);

    public static CommandCenterSnapshot Of(RangeRequest? request = null, bool hasCalls = true) => new()
    {
        AsOf = AsOf,
        Range = Range(request ?? RangeRequest.Default),
        HasCalls = hasCalls,
        Current = Totals(374_000_000, 302_904_333),
        Previous = Totals(300_000_000, 200_000_000),
        Services = [Service(ServiceNames.ElevenLabs, 222_000_000), Service(ServiceNames.Twilio, 56_000_000), Service(ServiceNames.Deepgram, 18_388_333),
            Service(ServiceNames.Cerebras, 6_516_000)],
        Series = [],
        Rates = [],
        RecentCalls = [],
        Exposure = new CreditExposure
        {
            PaidSeconds = 0,
            FreeSeconds = 0,
            Liability = Money.Zero,
            Receivable = new Money(374_000_000),
            Ladder = [],
            CostPerMinute = null,
            CostPerMinuteP95 = null,
        },
    };

    public static PeriodTotals Totals(long revenue, long cost, long unpriced = 0) => new()
    {
        Revenue = new Money(revenue),
        Cost = new Money(cost),
        MeteredCost = new Money(cost),
        EstimatedCost = Money.Zero,
        BilledCost = Money.Zero,
        UnpricedEvents = unpriced,
        Calls = 1,
        TalkSeconds = 187,
        LineMinuteMicros = 4_000_000,
    };

    public static RecentCall Call(IReadOnlyDictionary<string, Money>? costs = null, long revenue = 0, long unpriced = 0) => new()
    {
        CallId = 7,
        CallSid = "CA00000000000000000000000000000007",
        CreatedAt = AsOf.AddMinutes(-5),
        StartedAt = AsOf.AddMinutes(-5),
        EndedAt = AsOf.AddMinutes(-2),
        FromNumber = "+15550100142",
        Status = "completed",
        EndedReason = "caller-hangup",
        DurationSeconds = 187,
        CostByService = costs ?? new Dictionary<string, Money>(),
        UnpricedEvents = unpriced,
        HasEstimated = false,
        Revenue = new Money(revenue),
    };

    public static RateUsage Rate(decimal? price = 0.014m, string source = PricingSource.RateCard, long unpriced = 0) => new()
    {
        Service = ServiceNames.Twilio,
        Operation = OperationNames.Voice,
        UnitPrice = price,
        PricingType = price is null ? null : PricingType.PerMinute,
        IncrementSeconds = price is null ? null : 60,
        Source = source,
        Origin = source == PricingSource.RateCard ? RateOrigin.List : null,
        EffectiveFrom = source == PricingSource.RateCard ? AsOf.AddDays(-30) : null,
        UsageUnit = UsageUnits.Minutes,
        UsageMicros = 4_000_000,
        Cost = new Money(price is null ? 0 : 56_000_000),
        UnpricedEvents = unpriced,
    };

    private static ServiceCost Service(string service, long nanos) => new()
    {
        Service = service,
        Cost = new Money(nanos),
        Share = nanos / 302_904_333m,
        EstimatedCost = Money.Zero,
        UnpricedEvents = 0,
    };

    private static ReportRange Range(RangeRequest request) => new()
    {
        Request = request,
        FirstDay = new DateOnly(2026, 5, 12),
        LastDay = new DateOnly(2026, 6, 10),
        Start = AsOf.Date.AddDays(-29),
        End = AsOf.Date.AddDays(1),
        PreviousStart = AsOf.Date.AddDays(-59),
        PreviousEnd = AsOf.AddDays(-30),
        TimeZone = "UTC",
    };
}
