namespace VoiceOps.Voice.Accounts;

/// <summary>A caller's number that belongs to an account.</summary>
public sealed class AccountNumber
{
    /// <summary>E.164</summary>
    public required string Number { get; init; }

    public required long AccountId { get; set; }
}
