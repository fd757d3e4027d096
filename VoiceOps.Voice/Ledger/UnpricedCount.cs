using System.Linq.Expressions;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Ledger;

/// <summary>
/// What "unpriced" means, here and nowhere else. A row without a cost counts 1, and a row without a cost that takes such a row
/// back counts −1: so the number is a plain sum of rows, of rollups too, and a row that was priced afterwards is no longer in it.
/// See docs/decisions/0004.
/// </summary>
public static class UnpricedCount
{
    /// <summary>How a row counts, in SQL over <c>api_call_events</c>.</summary>
    internal const string Sql = "CASE WHEN cost_nanos IS NOT NULL THEN 0 WHEN corrects_event_id IS NULL THEN 1 ELSE -1 END";

    /// <summary>How a row counts, for queries.</summary>
    public static Expression<Func<UsageEvent, int>> OfRow { get; } = row => row.CostNanos != null ? 0 : row.CorrectsEventId == null ? 1 : -1;

    private static readonly Func<UsageEvent, int> Compiled = OfRow.Compile();

    /// <summary>How a row counts.</summary>
    public static int Of(UsageEvent row) => Compiled(row);

    /// <summary>The rows themselves: those without a cost that no row has taken back. <paramref name="rows"/> hold their corrections too.</summary>
    internal static IQueryable<UsageEvent> Rows(IQueryable<UsageEvent> rows) => rows.Where(row =>
        row.CostNanos == null && row.CorrectsEventId == null && !rows.Any(other => other.CorrectsEventId == row.Id && other.CostNanos == null));

    /// <inheritdoc cref="Rows(IQueryable{UsageEvent})"/>
    internal static IEnumerable<UsageEvent> Rows(IReadOnlyCollection<UsageEvent> rows)
    {
        var takenBack = rows.Where(row => Of(row) < 0).Select(row => row.CorrectsEventId).ToHashSet();
        return rows.Where(row => Of(row) > 0 && !takenBack.Contains(row.Id));
    }
}
