using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Metering;

/// <summary>What a meter needs to know to write its row, beside its own totals.</summary>
public sealed record Posting
{
    public required long CallId { get; init; }

    public required string EventKey { get; init; }

    public required DateTime OccurredAt { get; init; }

    public required DateTime BookedAt { get; init; }

    public string Basis { get; init; } = UsageBasis.Metered;

    public string? ProviderRequestId { get; init; }
}
