using VoiceOps.Voice.Usage;

namespace VoiceOps.Web.Why.Explanations;

/// <summary>One ledger transaction behind a revenue.</summary>
public sealed record RevenueRow
{
    public required long Id { get; init; }

    public long? CallId { get; init; }

    public required string Key { get; init; }

    public required DateTime OccurredAt { get; init; }

    public required long TalkSeconds { get; init; }

    public required long BilledSeconds { get; init; }

    public required Money Revenue { get; init; }
}
