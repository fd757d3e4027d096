using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Reporting;

/// <summary>The sums of one period. A ratio is the ratio of two sums, and null where its base is zero.</summary>
public sealed record PeriodTotals
{
    public required Money Revenue { get; init; }

    /// <summary>What is priced; <see cref="UnpricedEvents"/> says how many rows it leaves out.</summary>
    public required Money Cost { get; init; }

    public required Money MeteredCost { get; init; }

    public required Money EstimatedCost { get; init; }

    public required Money BilledCost { get; init; }

    public required long UnpricedEvents { get; init; }

    /// <summary>There was usage and none of it has a price: <see cref="Cost"/> and what follows from it say nothing.</summary>
    public bool IsCostUnknown => UnpricedEvents > 0 && Cost.Nanos == 0;

    /// <summary>Calls answered in the period.</summary>
    public required long Calls { get; init; }

    public required long TalkSeconds { get; init; }

    /// <summary>Minutes that the line was billed for, in 10⁻⁶.</summary>
    public required long LineMinuteMicros { get; init; }

    public Money Profit => Revenue - Cost;

    /// <summary>Profit as a share of revenue, 0.5 for 50 %.</summary>
    public decimal? Margin => Revenue.Nanos == 0 ? null : (decimal)Profit.Nanos / Revenue.Nanos;

    public decimal TalkMinutes => (decimal)TalkSeconds / 60;

    public decimal LineMinutes => (decimal)LineMinuteMicros / 1_000_000;

    /// <summary>Dollars per talk minute; also the price at which a minute breaks even.</summary>
    public decimal? CostPerMinute => PerMinute(Cost);

    public decimal? RevenuePerMinute => PerMinute(Revenue);

    public decimal? MarginPerMinute => PerMinute(Profit);

    private decimal? PerMinute(Money amount) => TalkSeconds == 0 ? null : amount.Dollars * 60 / TalkSeconds;
}
