using VoiceOps.Voice.Reporting.Ranges;

namespace VoiceOps.Web.Why.Explanations;

/// <summary>Which amount is asked about.</summary>
public sealed record FigureRequest(FigureKind Kind, RangeRequest Range)
{
    /// <summary>Of a service's cost, of a bar's part or of a line of the pricing matrix.</summary>
    public string? Service { get; init; }

    /// <summary>Of a line of the pricing matrix, and its model with it.</summary>
    public string? Operation { get; init; }

    public string? Model { get; init; }

    /// <summary>UTC; where the bar begins.</summary>
    public DateTime? BarStart { get; init; }

    public bool AsksCost => Kind is not (FigureKind.Revenue or FigureKind.BarRevenue or FigureKind.RevenuePerMinute);

    public bool AsksRevenue => Kind is not (FigureKind.Cost or FigureKind.Service or FigureKind.Bar or FigureKind.Rate or FigureKind.CostPerMinute);

    public bool IsPerMinute => Kind is FigureKind.CostPerMinute or FigureKind.RevenuePerMinute or FigureKind.MarginPerMinute;

    /// <summary>A sum of rows, rather than something worked out from other figures.</summary>
    public bool IsSum => AsksCost != AsksRevenue && !IsPerMinute;
}
