using Microsoft.Data.Sqlite;
using Xunit;
using static VoiceOps.Tests.Personas.DesignersDesk;

namespace VoiceOps.Tests.Personas;

/// <summary>The database itself refuses, for a client that knows nothing of the program and has foreign keys off.</summary>
public sealed class PersonaRulesTests
{
    [Theory]
    [InlineData("UPDATE personas SET llm_model = 'gpt-5'", "personas.llm_model is not in model_catalog")]
    [InlineData("UPDATE persona_versions SET llm_model = 'gpt-5' WHERE state = 'draft'", "persona_versions.llm_model is not in model_catalog")]
    [InlineData("UPDATE persona_versions SET fallback_model = 'gpt-5' WHERE state = 'draft'", "persona_versions.fallback_model is not in model_catalog")]
    [InlineData(
        "INSERT INTO persona_versions (persona_id, number, state, author, created_at, saved_at, name, llm_model, system_prompt, greeting) SELECT persona_id, 99, 'published', 'me', created_at, saved_at, name, 'gpt-5', 'x', 'x' FROM persona_versions LIMIT 1",
        "persona_versions.llm_model is not in model_catalog")]
    [InlineData("UPDATE persona_versions SET system_prompt = 'x' WHERE state = 'published'", "a published version never changes")]
    [InlineData("DELETE FROM persona_versions", "persona_versions keeps every version")]
    [InlineData("DELETE FROM model_catalog WHERE id = 'llama-3.3-70b'", "a persona uses this model")]
    [InlineData("DELETE FROM personas WHERE name = 'Nova'", "this persona has calls")]
    [InlineData("INSERT INTO persona_versions (persona_id, number, state, author, created_at, saved_at, name, llm_model, system_prompt, greeting) SELECT persona_id, 99, 'draft', 'me', created_at, saved_at, name, llm_model, 'x', 'x' FROM persona_versions WHERE state = 'draft'", "UNIQUE constraint failed")]
    public async Task Statement_ThatWouldHurtTheHistory_IsRefused(string sql, string reason)
    {
        await using var desk = await OpenAsync();
        var nova = await desk.PublishedAsync("Nova");
        // The large model is named by a draft alone.
        Done(await desk.SaveAsync(nova, Design("Nova", Large)));
        Run(desk, $"INSERT INTO calls (call_sid, direction, status, persona_id, app_version, price_per_minute, billing_increment_seconds, created_at) VALUES ('CA1', 'inbound', 'completed', {nova.PersonaId}, 'x', '0', 1, '2026-06-10 00:00:00.000000')");

        var exception = Assert.Throws<SqliteException>(() => Run(desk, sql));

        Assert.Contains(reason, exception.Message);
    }

    private static void Run(DesignersDesk desk, string sql)
    {
        using var connection = new SqliteConnection(desk.Store.ConnectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"PRAGMA foreign_keys = OFF; {sql}";
        command.ExecuteNonQuery();
    }
}
