namespace VoiceOps.Voice.Accounts;

/// <summary>A customer, found by the caller's number.</summary>
public sealed class Account
{
    /// <summary>In dollars a minute. More is surely a slip.</summary>
    public const decimal HighestPrice = 1_000;

    public long Id { get; init; }

    public required string Name { get; set; }

    /// <summary>Dollars a minute.</summary>
    public required decimal PricePerMinute { get; set; }

    /// <summary>Callers are billed by started steps of this many seconds: 1, 6 or 60.</summary>
    public required int BillingIncrementSeconds { get; set; }

    /// <summary>The one that callers belong to who belong to none.</summary>
    public required bool IsDefault { get; set; }

    public required DateTime CreatedAt { get; init; }

    /// <summary>False for a row, made by hand, whose price or steps are none: nobody can be charged by it.</summary>
    public bool IsUsable => PricePerMinute is >= 0 and <= HighestPrice && BillingIncrementSeconds >= 1;
}
