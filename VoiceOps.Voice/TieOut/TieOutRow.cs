using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.TieOut;

/// <summary>One thing behind a check's word: where it stands, what the books say and what they should say.</summary>
public sealed record TieOutRow
{
    public required string What { get; init; }

    public long? CallId { get; init; }

    /// <summary>As it should be; null where it is not about money.</summary>
    public Money? Expected { get; init; }

    public Money? Found { get; init; }

    public Money? Difference => Found - Expected;
}
