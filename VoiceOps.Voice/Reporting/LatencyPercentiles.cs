namespace VoiceOps.Voice.Reporting;

/// <summary>Nearest-rank percentiles in milliseconds: each is one that was measured. Null when nothing was.</summary>
public sealed record LatencyPercentiles
{
    public required long Count { get; init; }

    public required int? P50 { get; init; }

    public required int? P95 { get; init; }

    public required int? P99 { get; init; }
}
