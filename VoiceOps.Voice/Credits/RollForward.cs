using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Credits;

/// <summary>How deferred revenue came from one moment to another, and beside it what was paid and what was earned.</summary>
public sealed record RollForward
{
    public required Money Opening { get; init; }

    public required Money Purchases { get; init; }

    public required Money ReCredits { get; init; }

    /// <summary>Earned by calls out of lots.</summary>
    public required Money Drawn { get; init; }

    /// <summary>Unused credit that was paid back.</summary>
    public required Money Refunds { get; init; }

    public required Money Breakage { get; init; }

    /// <summary>As the ledger account stands at the end; <see cref="Gap"/> says whether the rest adds up to it.</summary>
    public required Money Closing { get; init; }

    /// <summary>Payments less what was paid back in cash.</summary>
    public required Money Cash { get; init; }

    /// <summary>Draws, overrun and breakage, less what was given back for used minutes.</summary>
    public required Money RecognizedRevenue { get; init; }

    /// <summary>What customers owe more, or less.</summary>
    public required Money Receivable { get; init; }

    /// <summary>Zero, or the books are wrong.</summary>
    public Money Gap => Closing - (Opening + Purchases + ReCredits - Drawn - Refunds - Breakage);
}
