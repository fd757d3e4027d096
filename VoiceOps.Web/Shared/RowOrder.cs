namespace VoiceOps.Web.Shared;

/// <inheritdoc cref="TableOrder"/>
/// <param name="keys">By the column's name, what its rows are ordered by; a row without it comes last.</param>
public sealed class RowOrder<TRow>(IReadOnlyDictionary<string, Func<TRow, IComparable?>> keys) : TableOrder
{
    public IEnumerable<TRow> Of(IEnumerable<TRow> rows)
    {
        if (Column is null || !keys.TryGetValue(Column, out var key))
        {
            return rows;
        }

        var known = rows.OrderBy(row => key(row) is null);
        return IsDescending ? known.ThenByDescending(key) : known.ThenBy(key);
    }
}
