using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.History;

/// <summary>Estimated line minutes of one month of the reporting time zone.</summary>
public sealed record BackfillMonth
{
    /// <summary>Its first day.</summary>
    public required DateOnly Month { get; init; }

    public required long Calls { get; init; }

    /// <summary>Started minutes, in 10⁻⁶.</summary>
    public required long MinuteMicros { get; init; }

    public required Money Cost { get; init; }

    /// <summary>Calls for which no rate was in force: their rows have no price, which is not 0.</summary>
    public required long Unpriced { get; init; }

    public decimal Minutes => (decimal)MinuteMicros / 1_000_000;
}
