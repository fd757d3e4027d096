namespace VoiceOps.Web.Why.Explanations;

/// <summary>An amount of the Command Center that can be asked about.</summary>
public enum FigureKind
{
    Cost,
    Revenue,
    Profit,

    /// <summary>One service's cost.</summary>
    Service,

    /// <summary>What one bar of the chart costs, of all services or of one.</summary>
    Bar,

    /// <summary>What one bar of the chart earns.</summary>
    BarRevenue,

    /// <summary>What was used of one line of the pricing matrix.</summary>
    Rate,
    CostPerMinute,
    RevenuePerMinute,
    MarginPerMinute,
}
