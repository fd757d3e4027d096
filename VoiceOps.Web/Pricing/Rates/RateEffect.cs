using VoiceOps.Voice.Usage;

namespace VoiceOps.Web.Pricing.Rates;

/// <summary>What an edit would have done to the last 30 days: their quantities at the new rate, beside what was booked.</summary>
public sealed record RateEffect
{
    /// <summary>One for each use that the edit prices, or that it leaves to another rate.</summary>
    public required IReadOnlyList<RateEffectLine> Lines { get; init; }

    /// <summary>First and last day of the reporting time zone, both included.</summary>
    public required DateOnly FirstDay { get; init; }

    public required DateOnly LastDay { get; init; }

    public Money Booked => new(Lines.Sum(line => line.Booked.Nanos));

    /// <summary>Null when some of it would have no price.</summary>
    public Money? After => Lines.Any(line => line.After is null) ? null : new Money(Lines.Sum(line => line.After!.Value.Nanos));

    public Money? Difference => After is { } after ? after - Booked : null;

    /// <summary>What all services cost in these days, as booked.</summary>
    public required Money AllBooked { get; init; }
}
