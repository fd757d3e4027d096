namespace VoiceOps.Voice.Accounts;

/// <summary>A line of an account's history: who changed what, and why.</summary>
public sealed class AccountChange
{
    public long Id { get; init; }

    public required long AccountId { get; init; }

    public required DateTime OccurredAt { get; init; }

    public required string ChangedBy { get; init; }

    public required string Reason { get; init; }

    /// <summary>In words: <c>price 0.12 → 0.10; blocked</c>.</summary>
    public required string What { get; init; }
}
