namespace VoiceOps.Voice.Credits;

/// <summary>What came of a deed: a problem in words for the one who asked, or what it did.</summary>
public sealed record CreditAnswer
{
    public string? Problem { get; init; }

    /// <summary>The field of the deed that the problem is about, where it is about one.</summary>
    public string? Field { get; init; }

    public CreditEffect? Effect { get; init; }

    /// <summary>The lot that came of it; null when a payment was all needed for what was owed.</summary>
    public long? LotId { get; init; }

    /// <summary>False for a deed that was done before: the same again is one.</summary>
    public bool IsNew { get; init; }
}
