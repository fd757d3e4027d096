using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Reporting;

/// <summary>One bar of the cost and revenue chart: [Start, End) in UTC, a whole hour or day of the reporting time zone.</summary>
public sealed record TimeBucket
{
    public required DateTime Start { get; init; }

    public required DateTime End { get; init; }

    /// <summary>As it stands under the bar, such as <c>14:00</c> or <c>24 Oct</c>.</summary>
    public required string Label { get; init; }

    public required IReadOnlyDictionary<string, Money> CostByService { get; init; }

    /// <summary>The part of each service's cost that is estimated; services without any are left out.</summary>
    public IReadOnlyDictionary<string, Money> EstimatedByService { get; init; } = new Dictionary<string, Money>();

    public required Money Revenue { get; init; }

    public Money Cost => new(CostByService.Values.Sum(cost => cost.Nanos));
}
