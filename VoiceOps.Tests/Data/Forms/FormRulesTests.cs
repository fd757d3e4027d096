using Microsoft.Data.Sqlite;
using VoiceOps.Voice.Data.Forms;
using Xunit;

namespace VoiceOps.Tests.Data.Forms;

/// <summary>Who writes to the tables with a client of his own is told what is wrong, and nothing of it is kept.</summary>
public sealed class FormRulesTests
{
    private const string Good = "'2026-12-01 00:00:00.000000'";

    public static TheoryData<string> NoDecimals { get; } =
    [
        "'0,12'", "'0,014'", "'-0.12'", "''", "'abc'", "'1.234,56'", "'1e-3'", "'1E5'", "'+1'", "' 1'", "'1 '", "'1.'", "'.5'", "'00.5'", "'1.2.3'", "'٠.٥'", "'-'", "'--1'", "'1-1'",
        "'NaN'", "'1001'", "NULL", "x'302E31'", "'1_000'", "1e-7",
    ];

    public static TheoryData<string> NoTimes { get; } =
    [
        "'2026-12-01T00:00:00Z'", "'2026-12-01'", "'2026-12-01 00:00:00'", "'2026-12-01 00:00:00.000'", "'2026-12-01 00:00:00.000000Z'", "'2026-02-30 00:00:00.000000'",
        "'2026-13-01 00:00:00.000000'", "'2026-12-01 24:00:00.000000'", "'2026-12-01 10:60:00.000000'", "''", "'abc'", "'01.12.2026'", "20261201", "46357.5", "1796083200", "'2026-12-01 00:00:00,000000'",
        "CURRENT_TIMESTAMP",
    ];

    [Theory]
    [MemberData(nameof(NoDecimals))]
    public async Task Price_InAnotherForm_IsRefusedWithItsColumn(string value)
    {
        await using var store = await TempStore.CreateAsync();

        Assert.Contains("accounts.price_per_minute must be a decimal such as 0.014", Refused(store, $"UPDATE accounts SET price_per_minute = {value}"));
        Assert.Contains("service_pricing.unit_price must be a decimal", Refused(store, $"UPDATE service_pricing SET unit_price = {value} WHERE operation = 'voice'"));
        Assert.Contains("service_pricing.unit_price must be a decimal", Refused(store, Rate(value, Good, Good)));
        Assert.Equal(["0.12"], store.Column<string>("SELECT price_per_minute FROM accounts"));
    }

    [Theory]
    [MemberData(nameof(NoTimes))]
    public async Task Time_InAnotherForm_IsRefusedWithItsColumn(string value)
    {
        await using var store = await TempStore.CreateAsync();

        Assert.Contains("service_pricing.effective_from must be a time in UTC such as", Refused(store, Rate("'1'", value, Good)));
        Assert.Contains("service_pricing.effective_to must be a time in UTC", Refused(store, $"UPDATE service_pricing SET effective_to = {value} WHERE operation = 'voice'"));
        Assert.Contains("accounts.created_at must be a time in UTC", Refused(store, $"UPDATE accounts SET created_at = {value}"));
        Assert.Contains("personas.archived_at must be a time in UTC", Refused(store, $"UPDATE personas SET archived_at = {value}"));
        Assert.Contains("model_catalog.withdrawn_on must be a time in UTC", Refused(store, $"UPDATE model_catalog SET withdrawn_on = {value}"));
    }

    [Theory]
    [InlineData("'0.014'")]
    [InlineData("'0.0140'")]
    [InlineData("'0'")]
    [InlineData("'0.0'")]
    [InlineData("0.014")]
    [InlineData("5")]
    [InlineData("'1000'")]
    public async Task Price_InItsForm_IsTaken(string value)
    {
        await using var store = await TempStore.CreateAsync();

        store.Execute($"UPDATE accounts SET price_per_minute = {value}; " + Rate(value, Good, "strftime('%Y-%m-%d %H:%M:%f', 'now') || '000'"));
    }

    [Theory]
    [InlineData("UPDATE accounts SET billing_increment_seconds = '1,5'", "accounts.billing_increment_seconds must be a whole number, 1 or more")]
    [InlineData("UPDATE accounts SET billing_increment_seconds = 1.5", "a whole number")]
    [InlineData("UPDATE accounts SET billing_increment_seconds = 0", "1 or more")]
    [InlineData("UPDATE accounts SET is_default = 'yes'", "accounts.is_default must be 0 or 1")]
    [InlineData("UPDATE accounts SET is_default = 2", "accounts.is_default must be 0 or 1")]
    [InlineData("UPDATE service_pricing SET increment_seconds = 'abc' WHERE operation = 'voice'", "service_pricing.increment_seconds must be a whole number")]
    [InlineData("INSERT INTO provider_invoices (service, number, first_day, last_day, amount_nanos, source, entered_at) VALUES ('twilio', 'A', '2026-11-01', '2026-11-30', '1,5', 'me', '2026-12-01 00:00:00.000000')", "provider_invoices.amount_nanos must be a whole number")]
    [InlineData("INSERT INTO provider_invoices (service, number, first_day, last_day, amount_nanos, source, entered_at) VALUES ('twilio', 'A', '2026-11-31', '2026-11-30', 1, 'me', '2026-12-01 00:00:00.000000')", "provider_invoices.first_day must be a day such as")]
    [InlineData("INSERT INTO calls (call_sid, direction, status, app_version, price_per_minute, billing_increment_seconds, created_at) VALUES ('CA1', 'inbound', 'completed', 'x', '0,12', 1, '2026-06-10 00:00:00.000000')", "calls.price_per_minute must be a decimal")]
    public async Task Statement_WithAValueOfAnotherKind_IsRefused(string sql, string problem)
    {
        await using var store = await TempStore.CreateAsync();

        Assert.Contains(problem, Refused(store, sql));
    }

    [Theory]
    [InlineData("", "a JSON object")]
    [InlineData("abc", "a JSON object")]
    [InlineData("[]", "a JSON object")]
    [InlineData("{\"temperature\":\"0,5\"}", "each with a value of its kind")]
    [InlineData("{\"temperature\":\"0.5\"}", "each with a value of its kind")]
    [InlineData("{\"maxReplyTokens\":300.5}", "each with a value of its kind")]
    [InlineData("{\"maxReplyTokens\":null}", "each with a value of its kind")]
    [InlineData("{\"temprature\":1}", "settings that are known")]
    [InlineData("{\"speech\":null}", "each with a value of its kind")]
    [InlineData("{\"speech\":{\"speed\":\"fast\"}}", "each with a value of its kind")]
    [InlineData("{\"speech\":{\"spede\":1}}", "settings that are known")]
    [InlineData("{\"turnTaking\":{\"bargeIn\":\"maybe\"}}", "each with a value of its kind")]
    [InlineData("{\"turnTaking\":{\"fillers\":\"one\"}}", "each with a value of its kind")]
    [InlineData("{\"turnTaking\":{\"fillers\":[1]}}", "each with a value of its kind")]
    [InlineData("{\"turnTaking\":{\"fillerAfter\":1.8}}", "each with a value of its kind")]
    [InlineData("{\"pronunciations\":[{\"word\":1}]}", "each with a value of its kind")]
    [InlineData("{\"canEndCall\":1}", "each with a value of its kind")]
    public async Task Settings_OfAnotherShape_AreRefused(string json, string problem)
    {
        await using var store = await TempStore.CreateAsync();

        var said = Refused(store, $"UPDATE personas SET settings = '{json}'");

        Assert.Contains("personas.settings must be", said);
        Assert.Contains(problem, said);
    }

    [Fact]
    public async Task Settings_AsTheProgramWritesThem_AreTaken()
    {
        await using var store = await TempStore.CreateAsync();
        var settings = Voice.Personas.PersonaSettingsConverter.Write(new()
        {
            Temperature = 0.5m,
            MaxDuration = TimeSpan.FromMinutes(90),
            KeyTerms = ["Acme"],
            Pronunciations = [new() { Word = "SQL", SayAs = "sequel" }],
            TurnTaking = new() { BargeIn = Voice.Personas.BargeInMode.AfterWords },
        });

        store.Execute($"UPDATE personas SET settings = '{settings.Replace("'", "''")}'; UPDATE personas SET settings = '{{}}'; UPDATE personas SET settings = '{{\"Temperature\":1}}'");
    }

    /// <summary>What stands there wrong already keeps nobody from writing beside it, and is found.</summary>
    [Fact]
    public async Task Row_ThatIsWrongAlready_CanBeWrittenBesideAndIsNamed()
    {
        await using var store = await TempStore.CreateAsync();
        Assert.Empty(await new WrongValues(store).ReadAsync(CancellationToken.None));

        store.Execute("DROP TRIGGER accounts_form_update; DROP TRIGGER service_pricing_form_update; DROP TRIGGER personas_form_update");
        store.Execute("UPDATE accounts SET price_per_minute = '0,12'; UPDATE personas SET settings = 'no'");
        store.Execute("UPDATE service_pricing SET effective_from = '2026-12-01T00:00:00Z' WHERE service = 'deepgram'");
        await using (var context = store.CreateDbContext())
        {
            await Voice.Data.DatabaseRules.ApplyAsync(context, CancellationToken.None);
        }

        store.Execute("UPDATE accounts SET name = 'Others'; UPDATE personas SET revision = 7");
        Assert.Contains("must be a decimal", Refused(store, "UPDATE accounts SET price_per_minute = '0,13'"));
        Assert.Equal(
            [("accounts", "1", "price_per_minute", "0,12"), ("personas", "1", "settings", "no"), ("service_pricing", "3", "effective_from", "2026-12-01T00:00:00Z")],
            (await new WrongValues(store).ReadAsync(CancellationToken.None)).Select(value => (value.Table, value.Row, value.Column, value.Value)).Order());
    }

    private static string Rate(string price, string from, string created) =>
        $"INSERT INTO service_pricing (service, operation, unit_price, pricing_type, effective_from, created_at) VALUES ('twilio', 'sms', {price}, 'per_minute', {from}, {created})";

    private static string Refused(TempStore store, string sql) => Assert.Throws<SqliteException>(() => store.Execute(sql)).Message;
}
