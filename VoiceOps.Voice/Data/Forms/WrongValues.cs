using Microsoft.EntityFrameworkCore;

namespace VoiceOps.Voice.Data.Forms;

/// <summary>Finds what no rule could refuse: values from before there were rules, or written past them.</summary>
public sealed class WrongValues(IDbContextFactory<VoiceOpsContext> contexts)
{
    private const int Most = 50;
    private const int LongestValue = 60;

    private string? _sql;

    /// <summary>In the tables that decide what calls cost and who answers them.</summary>
    public async Task<IReadOnlyList<WrongValue>> ReadAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.OpenAsync(cancellationToken);
        return await ReadAsync(context, cancellationToken);
    }

    internal async Task<IReadOnlyList<WrongValue>> ReadAsync(VoiceOpsContext context, CancellationToken cancellationToken)
    {
        if (!context.Database.IsSqlite())
        {
            return [];
        }

        var forms = ColumnForms.All(context.Model).Where(form => ColumnForms.Settings.Contains(form.Table)).ToList();
        _sql ??= string.Join(" UNION ALL ", forms.Select((form, index) =>
            $"SELECT {index} AS \"Form\", CAST({form.Key} AS TEXT) AS \"Row\", substr(CAST({form.Column} AS TEXT), 1, {LongestValue}) AS \"Value\" FROM {form.Table} WHERE {form.WrongAt(form.Column)}"));
        var limited = $"SELECT * FROM ({_sql}) LIMIT {Most}";
        var found = await context.Database.SqlQueryRaw<Found>(limited).ToListAsync(cancellationToken);
        return [.. found.Select(value => new WrongValue(forms[value.Form].Table, value.Row, forms[value.Form].Column, value.Value ?? "NULL", forms[value.Form].Expected))];
    }

    private sealed record Found(int Form, string Row, string? Value);
}
