using VoiceOps.Voice.Credits;
using VoiceOps.Voice.Metering;

namespace VoiceOps.Voice.Reporting;

/// <summary>A call with every row behind its figures.</summary>
public sealed record CallLedger
{
    public required RecentCall Call { get; init; }

    public required string? ToNumber { get; init; }

    public required string AppVersion { get; init; }

    public required decimal PricePerMinute { get; init; }

    public required int BillingIncrementSeconds { get; init; }

    /// <summary>In ledger order.</summary>
    public required IReadOnlyList<UsageEvent> Events { get; init; }

    public required IReadOnlyList<LedgerTransaction> Transactions { get; init; }
}
