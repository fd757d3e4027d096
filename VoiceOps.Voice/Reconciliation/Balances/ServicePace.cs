using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Reconciliation.Balances;

/// <summary>What a day of one service costs at present.</summary>
/// <param name="Week">The mean of the last seven days, or of as many as there are.</param>
/// <param name="Worst">The dearest of the last hours, the last day and the last week: a balance that a busy afternoon empties has no week.</param>
internal sealed record ServicePace(CostPace Week, CostPace Worst)
{
    /// <summary>How many times the week's pace the worst is; one where the week says nothing.</summary>
    public decimal Factor => Week.PerDay.Nanos <= 0 ? 1 : Math.Max(1, (decimal)Worst.PerDay.Nanos / Week.PerDay.Nanos);

    public static ServicePace Of(params CostPace[] paces) => new(paces[0], paces.MaxBy(pace => pace.PerDay.Nanos)!);
}
