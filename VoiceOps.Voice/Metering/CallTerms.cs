using VoiceOps.Voice.Pricing;

namespace VoiceOps.Voice.Metering;

/// <summary>What is frozen for a call when it starts: what its providers charge and what its account pays.</summary>
public sealed record CallTerms
{
    public required RateCard RateCard { get; init; }

    /// <summary>Who pays. Null: a test call, which nobody pays, no line carries and no figure of the business counts.</summary>
    public required long? AccountId { get; init; }

    public bool IsTest => AccountId is null;

    public string AccountName { get; init; } = "";

    /// <summary>Why nobody can be charged by this account, in words for the call's row; null when all is well.</summary>
    public string? AccountProblem { get; init; }

    /// <summary>Why callers of this account are turned away, in words for the call's row; null when they are not.</summary>
    public string? Blocked { get; init; }

    /// <summary>What the account pays for a minute, in dollars.</summary>
    public required decimal PricePerMinute { get; init; }

    public required int BillingIncrementSeconds { get; init; }
}
