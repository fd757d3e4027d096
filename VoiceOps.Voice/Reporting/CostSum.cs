namespace VoiceOps.Voice.Reporting;

/// <summary>Usage and cost of one bucket, by what was used and how sure it is.</summary>
internal sealed record CostSum
{
    public int Bucket { get; init; }

    public required string Service { get; init; }

    public required string Operation { get; init; }

    /// <summary>Null where the provider has no model.</summary>
    public string? Model { get; init; }

    public required string Basis { get; init; }

    public required long UsageMicros { get; init; }

    public required long CostNanos { get; init; }

    public required long UnpricedEvents { get; init; }
}
