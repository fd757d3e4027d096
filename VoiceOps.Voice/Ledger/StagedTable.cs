using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using VoiceOps.Voice.Data;

namespace VoiceOps.Voice.Ledger;

/// <summary>How the rows of one staged table, those after <c>@after</c> up to <c>@upTo</c>, are added to the same table of the database.</summary>
internal sealed record StagedTable(string Name, string Sql)
{
    private const string Calls = "calls";
    private const string Personas = "personas";
    private const string Transactions = "ledger_transactions";

    // Those that others refer to first.
    private static readonly string[] Facts = ["service_pricing", "service_pricing_changes", Personas, Calls, "api_call_events", Transactions, "ledger_entries"];
    private static readonly string[] Sums = ["cost_rollups", "hourly_costs", "call_rollups", "call_totals", "ledger_balances"];

    /// <summary><paramref name="lastId"/> tells the last id that the database has given in a table.</summary>
    public static IReadOnlyList<StagedTable> All(IModel model, Func<string, long> lastId, string recordedAt)
    {
        var lastIds = new[] { Calls, Personas, Transactions }.ToDictionary(table => table, lastId);
        return [.. Facts.Select(table => Of(table, OnConflict.Fail)), .. Sums.Select(table => Of(table, OnConflict.Add))];

        StagedTable Of(string table, OnConflict onConflict)
        {
            var insert = InsertSql.Of(model.GetEntityTypes().Single(entity => entity.GetTableName() == table), onConflict, []);
            List<string> columns = [.. lastIds.ContainsKey(table) ? ["id"] : Array.Empty<string>(), .. insert.Columns];
            return new StagedTable(
                table,
                $"INSERT INTO main.{table} ({string.Join(", ", columns)}) SELECT {string.Join(", ", columns.Select(column => Value(table, column)))} "
                + $"FROM staged.{table} WHERE rowid > @after AND rowid <= @upTo ORDER BY rowid{insert.Conflict}");
        }

        string Value(string table, string column) => (table, column) switch
        {
            (_, "call_id") or (Calls, "id") => New(column, Calls),
            (_, "persona_id") or (Personas, "id") => New(column, Personas),
            (Transactions, "id") or (_, "transaction_id") => string.Create(CultureInfo.InvariantCulture, $"{column} + {lastIds[Transactions]}"),
            // When it was written is when it could be seen.
            (_, "recorded_at") => $"'{recordedAt}'",
            _ => column,
        };

        string New(string column, string table) => string.Create(
            CultureInfo.InvariantCulture, $"CASE WHEN {column} > {StagedBooks.NewIds} THEN {column} - {StagedBooks.NewIds} + {lastIds[table]} ELSE {column} END");
    }
}
