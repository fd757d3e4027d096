using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Reconciliation.Days;

/// <summary>One figure of one day, as a provider has just told it.</summary>
internal sealed record DayFigure
{
    public required DateOnly Day { get; init; }

    public required string Category { get; init; }

    /// <summary>In 10⁻⁶ of the service's unit.</summary>
    public long? UsageMicros { get; init; }

    public Money? Cost { get; init; }

    public bool IsZero => UsageMicros is null or 0 && Cost is null or { Nanos: 0 };
}
