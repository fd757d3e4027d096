using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace VoiceOps.Voice.Data.Forms;

/// <summary>The forms of all columns whose type SQLite does not enforce, told by the model. PostgreSQL's own types refuse the same.</summary>
internal static class ColumnForms
{
    private const string Decimal =
        "typeof({0}) <> 'text' OR {0} GLOB '*[^0-9.-]*' OR {0} NOT GLOB '*[0-9]' OR {0} GLOB '?*-*' OR {0} GLOB '*.*.*' OR ltrim({0}, '-') NOT GLOB '[0-9]*'"
        + " OR ltrim({0}, '-') GLOB '0[0-9]*' OR length({0}) > 31";

    private const string Integer = "typeof({0}) <> 'integer'";
    private const string Flag = "typeof({0}) <> 'integer' OR {0} NOT IN (0, 1)";

    // datetime() gives back another text for a day that is not there, and knows an hour 24.
    private const string Time =
        "typeof({0}) <> 'text' OR {0} NOT GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9] [0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]'"
        + " OR datetime(substr({0}, 1, 19)) IS NOT substr({0}, 1, 19) OR substr({0}, 12, 2) > '23'";

    private const string Day = "typeof({0}) <> 'text' OR {0} NOT GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' OR date({0}) IS NOT {0}";

    private const string DecimalWords = "a decimal such as 0.014: the digits 0 to 9 with at most one point, no comma, no exponent";

    /// <summary>What the program itself keeps: nobody writes it by hand, and it is written again and again.</summary>
    private static readonly string[] Kept = ["call_meters", "call_turns", "call_totals", "call_rollups", "cost_rollups", "hourly_costs", "ledger_balances"];

    /// <summary>Tables of few rows, which decide what calls cost and who answers them.</summary>
    public static IReadOnlyList<string> Settings { get; } =
    [
        "accounts", "account_numbers", "personas", "persona_numbers", "persona_versions", "service_pricing", "service_pricing_changes", "model_catalog",
        "provider_invoices", "provider_invoice_changes", "provider_days",
    ];

    private static readonly Dictionary<string, (string Wrong, string Words)> Limits = new()
    {
        ["accounts.price_per_minute"] = ("{0} GLOB '-*' OR CAST({0} AS REAL) > 1000", ", from 0 to 1000 dollars"),
        ["calls.price_per_minute"] = ("{0} GLOB '-*'", ", 0 or more"),
        ["service_pricing.unit_price"] = ("{0} GLOB '-*' OR CAST({0} AS REAL) > 1000", ", from 0 to 1000 dollars"),
        ["service_pricing.increment_seconds"] = ("{0} < 1", ", 1 or more"),
        ["accounts.billing_increment_seconds"] = ("{0} < 1", ", 1 or more"),
    };

    public static IReadOnlyList<ColumnForm> All(IModel model) =>
    [
        .. from entity in model.GetEntityTypes()
           let table = StoreObjectIdentifier.Table(entity.GetTableName()!)
           where !Kept.Contains(table.Name)
           let key = string.Join(" || '/' || ", entity.FindPrimaryKey()!.Properties.Select(property => property.GetColumnName(table)))
           from property in entity.GetProperties()
           // SQLite gives an id by itself, and takes no other value for it.
           where !(property.IsPrimaryKey() && property.ValueGenerated == ValueGenerated.OnAdd)
           let form = Of(property, $"{table.Name}.{property.GetColumnName(table)}")
           where form is not null
           select new ColumnForm(table.Name, key, property.GetColumnName(table)!, property.IsNullable, form.Value.Wrong, form.Value.Words),
    ];

    private static (string Wrong, string Words)? Of(IProperty property, string name)
    {
        if (Base(Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType) is not { } form)
        {
            return null;
        }

        return Limits.TryGetValue(name, out var limit) ? ($"{form.Wrong} OR {limit.Wrong}", form.Words + limit.Words) : form;
    }

    private static (string Wrong, string Words)? Base(Type type) => type switch
    {
        _ when type == typeof(decimal) => (Decimal, DecimalWords),
        _ when type == typeof(int) || type == typeof(long) => (Integer, "a whole number"),
        _ when type == typeof(bool) => (Flag, "0 or 1"),
        _ when type == typeof(DateTime) => (Time, "a time in UTC such as 2026-12-01 00:00:00.000000, with all six decimals"),
        _ when type == typeof(DateOnly) => (Day, "a day such as 2026-12-01"),
        _ when type != typeof(string) && JsonShape.IsKept(type) => (new JsonShape(type).Wrong, "a JSON object of the settings that are known, each with a value of its kind"),
        _ => null,
    };
}
