using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Ledger;

/// <summary>
/// How a row counts among the rows without a price: one more for a row without a cost, one less for a row without a cost
/// that takes such a row back. So the number is a plain sum, in rollups and in SQL:
/// <c>SUM(CASE WHEN cost_nanos IS NOT NULL THEN 0 WHEN corrects_event_id IS NULL THEN 1 ELSE -1 END)</c>.
/// </summary>
public static class UnpricedCount
{
    public static int Of(UsageEvent row) => row.CostNanos is not null ? 0 : row.CorrectsEventId is null ? 1 : -1;
}
