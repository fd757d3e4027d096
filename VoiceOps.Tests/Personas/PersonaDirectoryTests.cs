using Xunit;
using static VoiceOps.Tests.Personas.DesignersDesk;

namespace VoiceOps.Tests.Personas;

public sealed class PersonaDirectoryTests
{
    [Theory]
    [InlineData("no json", "it is no JSON object")]
    [InlineData("{\"temperature\":\"0,5\"}", "temperature has a value of another kind")]
    [InlineData("{\"turnTaking\":{\"fillers\":null}}", "something is null")]
    public async Task ForNumber_SettingsThatCannotBeRead_IsAnsweredAsItWasPublishedLast(string settings, string problem)
    {
        await using var desk = await OpenAsync();
        var nova = await desk.PublishedAsync("Nova");
        desk.Store.Execute($"INSERT INTO persona_numbers (number, persona_id) VALUES ('+14155550199', {nova.PersonaId}); DROP TRIGGER personas_form_update");
        desk.Store.Execute($"UPDATE personas SET settings = '{settings}', greeting = 'Not this' WHERE id = {nova.PersonaId}");

        var answers = await desk.Directory.ForNumberAsync("+14155550199", CancellationToken.None);

        Assert.Equal(("Nova", "Hello."), (answers!.Name, answers.Greeting));
        Assert.Null(answers.Settings.Problem);
        await using var context = desk.Store.CreateDbContext();
        Assert.Contains(problem, (await context.Personas.FindAsync([nova.PersonaId], Xunit.TestContext.Current.CancellationToken))!.Settings.Problem);
        // Others are as ever, and the start of the program goes over it.
        await desk.History.StartAsync(CancellationToken.None);
        Assert.Equal("Receptionist", (await desk.Directory.ForNumberAsync("+10000000000", CancellationToken.None))!.Name);
    }

    [Fact]
    public async Task ForNumber_NothingOfItCanBeRead_TheDefaultPersonaAnswers()
    {
        await using var desk = await OpenAsync();
        desk.Store.Execute("INSERT INTO personas (name, llm_model, system_prompt, greeting, is_default, created_at) VALUES ('B', 'gpt-oss-120b', 'x', 'x', 0, '2026-01-01 00:00:00.000000')");
        desk.Store.Execute("DROP TRIGGER personas_form_update; UPDATE personas SET settings = 'no' WHERE name = 'B'; INSERT INTO persona_numbers (number, persona_id) SELECT '+14155550199', id FROM personas WHERE name = 'B'");

        Assert.Equal("Receptionist", (await desk.Directory.ForNumberAsync("+14155550199", CancellationToken.None))!.Name);
    }
}
