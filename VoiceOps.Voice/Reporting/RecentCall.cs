using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Reporting;

/// <summary>One line of the call log, from committed rows.</summary>
public sealed record RecentCall
{
    public required long CallId { get; init; }

    public required string CallSid { get; init; }

    public required DateTime CreatedAt { get; init; }

    public DateTime? StartedAt { get; init; }

    public DateTime? EndedAt { get; init; }

    public string? FromNumber { get; init; }

    public string? Persona { get; init; }

    public string? Account { get; init; }

    public string? LlmModel { get; init; }

    public required string Status { get; init; }

    public string? EndedReason { get; init; }

    /// <summary>What exactly went wrong: which provider failed, and with what.</summary>
    public string? EndedDetail { get; init; }

    public string? MissingUsage { get; init; }

    /// <summary>Seconds; null while the call is on or was never answered.</summary>
    public int? DurationSeconds { get; init; }

    public required IReadOnlyDictionary<string, Money> CostByService { get; init; }

    public required long UnpricedEvents { get; init; }

    public required bool HasEstimated { get; init; }

    public required Money Revenue { get; init; }

    public Money Cost => new(CostByService.Values.Sum(cost => cost.Nanos));

    public Money Profit => Revenue - Cost;

    public decimal? Margin => Revenue.Nanos == 0 ? null : (decimal)Profit.Nanos / Revenue.Nanos;
}
