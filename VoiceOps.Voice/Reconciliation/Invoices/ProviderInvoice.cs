namespace VoiceOps.Voice.Reconciliation.Invoices;

/// <summary>What a provider's invoice asks for a period.</summary>
public sealed class ProviderInvoice
{
    public long Id { get; init; }

    public required string Service { get; init; }

    /// <summary>The provider's own; unique with the service.</summary>
    public required string Number { get; init; }

    /// <summary>UTC, as the providers count days; both inclusive.</summary>
    public required DateOnly FirstDay { get; init; }

    public required DateOnly LastDay { get; init; }

    public required long AmountNanos { get; init; }

    /// <summary><c>typed</c> or the name of the file it came from.</summary>
    public required string Source { get; init; }

    public required DateTime EnteredAt { get; init; }
}
