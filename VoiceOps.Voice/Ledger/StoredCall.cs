namespace VoiceOps.Voice.Ledger;

/// <summary>What the store keeps of a call that its meters need.</summary>
public sealed record StoredCall
{
    public required long CallId { get; init; }

    public required string CallSid { get; init; }

    /// <summary>Null for a test call.</summary>
    public required long? AccountId { get; init; }

    public required decimal PricePerMinute { get; init; }

    public required int BillingIncrementSeconds { get; init; }

    /// <summary>When the call's rates were frozen: at its webhook.</summary>
    public required DateTime FrozenAt { get; init; }

    public required DateTime AnsweredAt { get; init; }
}
