using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Reconciliation.Prices;

/// <summary>What a provider charges for one call, or why that cannot be booked.</summary>
internal sealed record PriceAnswer
{
    /// <summary>Null with a <see cref="Problem"/>.</summary>
    public Money? Price { get; init; }

    /// <summary>In the service's unit, where the provider tells it.</summary>
    public decimal? Usage { get; init; }

    public string? Problem { get; init; }
}
