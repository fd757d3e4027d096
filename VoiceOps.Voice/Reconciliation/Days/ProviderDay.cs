namespace VoiceOps.Voice.Reconciliation.Days;

/// <summary>What a provider says of one day (UTC): a cost, or a quantity where it tells no cost. Never spread over calls.</summary>
public sealed class ProviderDay
{
    public required string Service { get; init; }

    public required DateOnly Day { get; init; }

    /// <summary>The provider's own division: a usage category or a model.</summary>
    public required string Category { get; init; }

    /// <summary>In 10⁻⁶ of the service's unit.</summary>
    public long? UsageMicros { get; set; }

    public long? CostNanos { get; set; }

    /// <summary>When it first said so.</summary>
    public required DateTime ToldAt { get; set; }

    /// <summary>When the day was found to agree with the books; from then on its figure stands.</summary>
    public DateTime? ReconciledAt { get; set; }

    /// <summary>What it said later of a day that had been reconciled.</summary>
    public long? LaterUsageMicros { get; set; }

    public long? LaterCostNanos { get; set; }

    public DateTime? LaterToldAt { get; set; }
}
