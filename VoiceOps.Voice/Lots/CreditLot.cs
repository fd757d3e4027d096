using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Lots;

/// <summary>
/// Seconds that an account has ahead, and what they are worth. What was bought never changes; what is left of it follows from the rows of
/// <see cref="CreditDraw"/> and <see cref="LotRemoval"/>, and the database itself keeps it, so that it holds whoever writes those.
/// </summary>
public sealed class CreditLot
{
    public long Id { get; init; }

    public required long AccountId { get; init; }

    /// <summary>One of <see cref="LotKind"/>.</summary>
    public required string Kind { get; init; }

    public required long Seconds { get; init; }

    public required long ValueNanos { get; init; }

    public required DateTime CreatedAt { get; init; }

    /// <summary>What is left then is lost; null for never.</summary>
    public DateTime? ExpiresAt { get; init; }

    public required string Reason { get; init; }

    public required string CreatedBy { get; init; }

    /// <summary>The call that a goodwill lot makes up for.</summary>
    public long? CallId { get; init; }

    /// <summary>The ledger transaction that made it.</summary>
    public long TransactionId { get; set; }

    /// <summary>Σ of the lot's draws.</summary>
    public long DrawnSeconds { get; private init; }

    public long DrawnNanos { get; private init; }

    /// <summary>Σ of the lot's removals.</summary>
    public long RemovedSeconds { get; private init; }

    public long RemovedNanos { get; private init; }

    public long SecondsLeft => Seconds - DrawnSeconds - RemovedSeconds;

    public Money ValueLeft => new(ValueNanos - DrawnNanos - RemovedNanos);
}
