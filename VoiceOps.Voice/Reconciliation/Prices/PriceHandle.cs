namespace VoiceOps.Voice.Reconciliation.Prices;

/// <summary>Something that a provider can be asked the price of.</summary>
internal sealed record PriceHandle
{
    public required string Handle { get; init; }

    public required long CallId { get; init; }

    public required DateTime StartedAt { get; init; }
}
