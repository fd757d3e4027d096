using Microsoft.Data.Sqlite;
using VoiceOps.Tests.Reconciliation;
using VoiceOps.Tests.Reporting;
using Xunit;

namespace VoiceOps.Tests.Data;

/// <summary>No statement takes away what is there to stay, whatever the client's pragmas are.</summary>
public sealed class DatabaseRulesTests
{
    [Theory]
    [InlineData("api_call_events")]
    [InlineData("ledger_transactions")]
    [InlineData("ledger_entries")]
    [InlineData("service_pricing_changes")]
    [InlineData("provider_invoice_changes")]
    [InlineData("service_pricing")]
    [InlineData("persona_versions")]
    [InlineData("personas")]
    [InlineData("accounts")]
    [InlineData("model_catalog")]
    [InlineData("calls")]
    public async Task Row_ReplacedByItsId_IsRefusedAndStands(string table)
    {
        await using var books = await OpenAsync();
        var before = books.Store.Column<string>(Contents(books, table)).ToList();
        Assert.NotEmpty(before);

        foreach (var pragma in new[] { "", "PRAGMA recursive_triggers = ON;", "PRAGMA foreign_keys = OFF;" })
        {
            Assert.ThrowsAny<SqliteException>(() => books.Store.Execute($"{pragma} REPLACE INTO {table} SELECT * FROM {table}"));
            Assert.ThrowsAny<SqliteException>(() => books.Store.Execute($"{pragma} INSERT OR REPLACE INTO {table} SELECT * FROM {table} LIMIT 1"));
        }

        Assert.Equal(before, books.Store.Column<string>(Contents(books, table)));
    }

    [Theory]
    [InlineData("REPLACE INTO api_call_events (call_id, service, operation, usage_amount, usage_unit, usage_micros, basis, pricing_source, event_key, occurred_at, booked_at, recorded_at) SELECT call_id, service, operation, '0', usage_unit, 0, basis, pricing_source, event_key, occurred_at, booked_at, recorded_at FROM api_call_events LIMIT 1", "api_call_events is append-only")]
    [InlineData("REPLACE INTO ledger_transactions (transaction_key, kind, account_id, call_id, talk_seconds, billed_seconds, occurred_at, recorded_at) SELECT transaction_key, kind, account_id, call_id, 0, 0, occurred_at, recorded_at FROM ledger_transactions LIMIT 1", "ledger_transactions is append-only")]
    [InlineData("UPDATE OR REPLACE api_call_events SET id = (SELECT MAX(id) FROM api_call_events) WHERE id = 1", "append-only")]
    [InlineData("REPLACE INTO persona_versions (persona_id, number, state, author, created_at, saved_at, name, llm_model, system_prompt, greeting) SELECT persona_id, number, state, 'x', created_at, saved_at, name, llm_model, 'x', 'x' FROM persona_versions", "nothing takes its place")]
    [InlineData("UPDATE OR REPLACE personas SET id = (SELECT MIN(id) FROM personas) WHERE id = (SELECT MAX(id) FROM personas)", "nothing takes its place")]
    [InlineData("UPDATE OR REPLACE personas SET name = (SELECT name FROM personas ORDER BY id LIMIT 1) WHERE id = (SELECT MAX(id) FROM personas)", "nothing takes its place")]
    [InlineData("UPDATE OR REPLACE model_catalog SET id = 'gpt-oss-120b' WHERE id = 'llama3.1-8b'", "nothing takes its place")]
    [InlineData("UPDATE OR REPLACE service_pricing SET operation = 'voice' WHERE service = 'twilio' AND operation = 'default'", "service_pricing")]
    [InlineData("UPDATE OR REPLACE calls SET id = (SELECT MAX(id) FROM calls) WHERE id = (SELECT MIN(id) FROM calls)", "nothing takes its place")]
    public async Task Statement_ThatTakesARowsPlace_IsRefusedWithItsReason(string sql, string reason)
    {
        await using var books = await OpenAsync();

        Assert.Contains(reason, Assert.Throws<SqliteException>(() => books.Store.Execute($"PRAGMA foreign_keys = OFF; {sql}")).Message);
    }

    [Theory]
    [InlineData("INSERT INTO accounts (name, price_per_minute, billing_increment_seconds, is_default, created_at) VALUES ('B', '0.2', 1, 1, '2026-01-01 00:00:00.000000')", "one default account already")]
    [InlineData("UPDATE accounts SET is_default = 0", "always one default account")]
    [InlineData("DELETE FROM accounts", "this is the default account")]
    [InlineData("UPDATE personas SET is_default = 0", "always one default persona")]
    [InlineData("DELETE FROM personas WHERE is_default = 1", "this is the default persona")]
    [InlineData("INSERT INTO personas (name, llm_model, system_prompt, greeting, is_default, created_at) VALUES ('B', 'gpt-oss-120b', 'x', 'x', 1, '2026-01-01 00:00:00.000000')", "one default persona already")]
    public async Task Default_SecondOrNone_IsRefused(string sql, string reason)
    {
        await using var store = await TempStore.CreateAsync();

        Assert.Contains(reason, Assert.Throws<SqliteException>(() => store.Execute(sql)).Message);
    }

    [Theory]
    [InlineData("UPDATE accounts SET is_default = 1 WHERE name = 'B'", "accounts", "B")]
    [InlineData("UPDATE OR REPLACE accounts SET is_default = 1", "accounts", "B")]
    [InlineData("UPDATE personas SET is_default = 1 WHERE name = 'B'", "personas", "B")]
    public async Task Default_GivenToAnother_IsTakenFromTheFormer(string sql, string table, string name)
    {
        await using var store = await TempStore.CreateAsync();
        store.Execute("INSERT INTO accounts (name, price_per_minute, billing_increment_seconds, is_default, created_at) VALUES ('B', '0.2', 1, 0, '2026-01-01 00:00:00.000000')");
        store.Execute("INSERT INTO personas (name, llm_model, system_prompt, greeting, is_default, created_at) VALUES ('B', 'gpt-oss-120b', 'x', 'x', 0, '2026-01-01 00:00:00.000000')");

        store.Execute(sql);

        Assert.Equal([name], store.Column<string>($"SELECT name FROM {table} WHERE is_default = 1"));
    }

    private static async Task<Books> OpenAsync()
    {
        var books = await Books.OpenAsync("2026-06-10T12:00:00");
        await MeteredCall.AddAsync(books);
        await MeteredCall.AddAsync(books, books.Clock.Now.AddHours(-3));
        var persona = await books.AddPersonaAsync("Nova", "gpt-oss-120b");
        Assert.NotEqual(0, persona);
        books.Store.Execute("""
            INSERT INTO persona_versions (persona_id, number, state, author, created_at, saved_at, name, llm_model, system_prompt, greeting)
            SELECT id, 1, 'published', 'me', created_at, created_at, name, llm_model, 'x', 'x' FROM personas;
            INSERT INTO provider_invoice_changes (service, number, action, first_day, last_day, amount_nanos, changed_by, reason, changed_at)
            VALUES ('twilio', 'A', 'removed', '2026-01-01', '2026-01-31', 1, 'me', 'x', '2026-02-01 00:00:00.000000');
            INSERT INTO service_pricing_changes (service, operation, action, effective_from, changed_by, reason, changed_at)
            VALUES ('twilio', 'voice', 'set', '2026-01-01 00:00:00.000000', 'me', 'x', '2026-01-01 00:00:00.000000');
            """);
        return books;
    }

    private static string Contents(Books books, string table) =>
        $"SELECT {string.Join(" || '|' || ", books.Store.Column<string>($"SELECT name FROM pragma_table_info('{table}')").Select(column => $"IFNULL(\"{column}\", '')"))} FROM {table} ORDER BY 1";
}
