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

    /// <summary>The default account is that of unknown callers.</summary>
    public required bool IsDefault { get; set; }

    /// <summary>True when its callers need credit to be answered; else they may owe, up to <see cref="CreditLimitNanos"/>.</summary>
    public bool IsPrepaid { get; set; }

    /// <summary>The most that may be owed; null for no limit.</summary>
    public long? CreditLimitNanos { get; set; }

    /// <summary>Its callers are turned away.</summary>
    public bool IsBlocked { get; set; }

    /// <summary>What is owed is taken out of the next payment before it buys credit.</summary>
    public bool SettlesReceivable { get; set; } = true;

    public string Notes { get; set; } = "";

    public required DateTime CreatedAt { get; init; }

    /// <summary>False for a row, made by hand, whose price or steps are none: nobody can be charged by it.</summary>
    public bool IsUsable => PricePerMinute is >= 0 and <= HighestPrice && BillingIncrementSeconds >= 1;
}
