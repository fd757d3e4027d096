namespace VoiceOps.Web.Shared;

/// <summary>What a chart shows; chart.js knows how it looks.</summary>
public sealed record ChartSpec
{
    public const string Stack = "stack";
    public const string Donut = "donut";

    public required string Kind { get; init; }

    public required IReadOnlyList<string> Labels { get; init; }

    public required IReadOnlyList<ChartSeries> Series { get; init; }

    /// <summary>What a tooltip tells besides the series.</summary>
    public IReadOnlyList<ChartTotal> Totals { get; init; } = [];

    /// <summary>Which bar is not over yet: it is hatched, and its tooltip says "so far".</summary>
    public int? Unfinished { get; init; }

    /// <summary>Pixels; a donut's width too.</summary>
    public required int Height { get; init; }
}
