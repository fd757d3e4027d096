using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Metering;

/// <summary>The running total of one meter as last committed; what is posted if the process dies.</summary>
public sealed class MeterCheckpoint
{
    public required long CallId { get; init; }

    /// <summary><c>service/operation/model</c></summary>
    public required string MeterKey { get; init; }

    public required string Service { get; init; }

    public required string Operation { get; init; }

    public string? Model { get; init; }

    public required string UsageUnit { get; init; }

    public required long UsageMicros { get; init; }

    public required long PostedMicros { get; init; }

    public required long PostedNanos { get; init; }

    public decimal? UnitCost { get; init; }

    public string? PricingType { get; init; }

    public int? IncrementSeconds { get; init; }

    public required string PricingSource { get; init; }

    /// <summary>The provider's id of what has used all that is not posted yet, so that a remainder is posted under it.</summary>
    public string? ProviderRequestId { get; init; }

    /// <summary>The call's clock at this checkpoint, in microseconds since the answer. Meters that stood still are not written again: the latest of a call's counts.</summary>
    public required long ElapsedMicros { get; init; }

    public required DateTime UpdatedAt { get; init; }
}
