using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Reporting.Ranges;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Web.Why.Explanations;

/// <summary>An amount of the Command Center, as it is shown and as its rows say, both of one moment.</summary>
public sealed record FigureExplanation
{
    /// <summary>Rows on one page.</summary>
    public const int PageSize = 100;

    public required FigureRequest Request { get; init; }

    public required DateTime AsOf { get; init; }

    public required ReportRange Range { get; init; }

    /// <summary>UTC; what the figure is of.</summary>
    public required DateTime Start { get; init; }

    /// <summary>Exclusive.</summary>
    public required DateTime End { get; init; }

    /// <summary>Dollars, as the Command Center has it from the rollups; null where it shows none.</summary>
    public required decimal? Shown { get; init; }

    /// <summary>Dollars, worked out here from the rows.</summary>
    public required decimal? FromRows { get; init; }

    public required IReadOnlyList<CostPart> Costs { get; init; }

    public required IReadOnlyList<RevenuePart> Revenues { get; init; }

    /// <summary>Newest first, of a sum of usage rows.</summary>
    public IReadOnlyList<UsageEvent> UsageRows { get; init; } = [];

    /// <summary>Newest first, of a sum of revenue.</summary>
    public IReadOnlyList<RevenueRow> RevenueRows { get; init; } = [];

    /// <summary>Where the next page begins; null on the last.</summary>
    public long? Next { get; init; }

    public Money Cost => new(Costs.Sum(part => part.Cost.Nanos));

    public Money Revenue => new(Revenues.Sum(part => part.Revenue.Nanos));

    public long TalkSeconds => Revenues.Sum(part => part.TalkSeconds);

    public long UnpricedRows => Costs.Sum(part => part.UnpricedRows);

    public bool Agrees => Shown == FromRows;
}
