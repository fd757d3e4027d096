namespace VoiceOps.Web.Shared;

/// <summary>One color of a chart.</summary>
public sealed record ChartSeries
{
    public required string Name { get; init; }

    public required string Color { get; init; }

    /// <summary>Where the marks stand; a pixel is coarser than any rounding of these.</summary>
    public required IReadOnlyList<decimal> Values { get; init; }

    /// <summary>The same as they read in a tooltip.</summary>
    public required IReadOnlyList<string> Texts { get; init; }

    /// <summary>Drawn hatched: an estimate.</summary>
    public bool IsHatched { get; init; }

    /// <summary>A dashed line over the bars, with its name at its end.</summary>
    public bool IsLine { get; init; }
}
