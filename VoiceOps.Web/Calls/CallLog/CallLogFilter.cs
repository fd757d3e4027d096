using VoiceOps.Voice.Reporting.Ranges;

namespace VoiceOps.Web.Calls.CallLog;

/// <summary>Which calls the call log shows: those received in the range that meet every condition which is set.</summary>
public sealed record CallLogFilter(RangeRequest Range)
{
    /// <summary>A shorter silence counts as the goodbye, and not as waste.</summary>
    public const int LongSilenceSeconds = 15;

    public static CallLogFilter Default { get; } = new(RangeRequest.Default);

    public long? PersonaId { get; init; }

    public long? AccountId { get; init; }

    /// <summary>The model that was chosen at the call's start.</summary>
    public string? Model { get; init; }

    public string? Status { get; init; }

    public string? EndedReason { get; init; }

    /// <summary>Digits that the caller's or the called number contains; with a <c>+</c>, that it begins with.</summary>
    public string? Number { get; init; }

    /// <summary>The caller cut the agent off at least once.</summary>
    public bool IsInterrupted { get; init; }

    /// <summary>Speech that was never heard, tokens thrown away, or a line that stayed up long after the caller's last sound.</summary>
    public bool IsWasted { get; init; }

    /// <summary>Dollars, of what the call has cost so far: this or more.</summary>
    public decimal? CostFrom { get; init; }

    /// <summary>This or less.</summary>
    public decimal? CostTo { get; init; }

    /// <summary>It has cost more than it earned.</summary>
    public bool IsAtALoss { get; init; }

    /// <summary>Whether anything but the range is asked for.</summary>
    public bool IsNarrowed => this != new CallLogFilter(Range);
}
