namespace VoiceOps.Voice.Accounts;

/// <summary>A customer, found by the caller's number.</summary>
public sealed class Account
{
    public long Id { get; init; }

    public required string Name { get; set; }

    /// <summary>Dollars a minute.</summary>
    public required decimal PricePerMinute { get; set; }

    /// <summary>Callers are billed by started steps of this many seconds: 1, 6 or 60.</summary>
    public required int BillingIncrementSeconds { get; set; }

    /// <summary>The one that callers belong to who belong to none.</summary>
    public required bool IsDefault { get; set; }

    public required DateTime CreatedAt { get; init; }
}
