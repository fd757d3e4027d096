using VoiceOps.Voice.Usage;

namespace VoiceOps.Web.Personas.Sums;

/// <summary>What a persona, or one version of it, has done and what that cost. Ratios are ratios of sums, and null where their base is zero.</summary>
public sealed record PersonaFigures
{
    public static PersonaFigures None { get; } = new();

    /// <summary>Answered calls.</summary>
    public long Calls { get; init; }

    public long TalkSeconds { get; init; }

    /// <summary>What is priced; <see cref="UnpricedEvents"/> says how many rows it leaves out.</summary>
    public Money Cost { get; init; }

    public long UnpricedEvents { get; init; }

    public Money Revenue { get; init; }

    /// <summary>What was generated or spoken and never heard, and silence on the line; null while no call knows it.</summary>
    public Money? Waste { get; init; }

    /// <summary>Turn latency as heard (as sent, where the line does not tell): half of all replies were faster.</summary>
    public int? MedianLatencyMilliseconds { get; init; }

    public int? P95LatencyMilliseconds { get; init; }

    public long Replies { get; init; }

    public bool IsCostUnknown => UnpricedEvents > 0 && Cost.Nanos == 0;

    public decimal? CostPerMinute => TalkSeconds == 0 || IsCostUnknown ? null : Cost.Dollars * 60 / TalkSeconds;

    public decimal? MarginPerMinute => TalkSeconds == 0 || IsCostUnknown ? null : (Revenue - Cost).Dollars * 60 / TalkSeconds;

    /// <summary>Profit as a share of revenue.</summary>
    public decimal? Margin => Revenue.Nanos == 0 || IsCostUnknown ? null : (decimal)(Revenue - Cost).Nanos / Revenue.Nanos;

    /// <summary>Waste as a share of cost.</summary>
    public decimal? WasteShare => Cost.Nanos == 0 || Waste is not { } waste ? null : (decimal)waste.Nanos / Cost.Nanos;
}
