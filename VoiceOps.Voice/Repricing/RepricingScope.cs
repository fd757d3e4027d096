namespace VoiceOps.Voice.Repricing;

/// <summary>Which rows are to be priced: those without a price, or all of the calls that started in a range.</summary>
public sealed record RepricingScope
{
    /// <summary>Every row that has no price, of any time.</summary>
    public static RepricingScope Unpriced { get; } = new() { UnpricedOnly = true };

    /// <summary>UTC, inclusive; null is from the first call on.</summary>
    public DateTime? From { get; init; }

    /// <summary>UTC, exclusive; null is up to now.</summary>
    public DateTime? To { get; init; }

    /// <summary>Leaves alone what has a price, right or wrong.</summary>
    public bool UnpricedOnly { get; init; }
}
