namespace VoiceOps.Web.Credits.Accounts;

/// <summary>How an account stands, the most pressing word first.</summary>
public enum AccountState
{
    Blocked,

    /// <summary>It owes.</summary>
    InTheRed,

    /// <summary>Prepaid, with nothing left.</summary>
    Out,

    /// <summary>What is left lasts for less than three days.</summary>
    Low,

    InCredit,

    /// <summary>Talks on account, and owes nothing.</summary>
    OnAccount,
}
