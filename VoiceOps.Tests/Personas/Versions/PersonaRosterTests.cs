using Xunit;
using static VoiceOps.Tests.Personas.DesignersDesk;

namespace VoiceOps.Tests.Personas.Versions;

public sealed class PersonaRosterTests
{
    private const string Number = "+14155550123";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Archive_ItsNumbersGoToTheDefault_AndItsCallsStay()
    {
        await using var desk = await OpenAsync();
        var sheet = await desk.PublishedAsync("Nova");
        sheet = Done(await desk.Roster.AssignAsync(sheet.PersonaId, sheet.Revision, Number, Token));

        sheet = Done(await desk.Roster.ArchiveAsync(sheet.PersonaId, sheet.Revision, Token));

        Assert.Equal("Receptionist", (await desk.AnswersAsync(Number)).Name);
        Assert.Equal(desk.Time.GetUtcNow().UtcDateTime, sheet.ArchivedAt);
        Assert.Empty(sheet.Numbers);
        Assert.Null(Done(await desk.Roster.RestoreAsync(sheet.PersonaId, sheet.Revision, Token)).ArchivedAt);
    }

    [Fact]
    public async Task Archive_TheDefault_IsRefusedInWords()
    {
        await using var desk = await OpenAsync();
        var receptionist = await desk.FindAsync((await desk.AnswersAsync(Number)).Id);

        var result = await desk.Roster.ArchiveAsync(receptionist.PersonaId, receptionist.Revision, Token);

        Assert.Contains("Make another the default first", result.Problem);
        Assert.Equal("Receptionist", (await desk.AnswersAsync(Number)).Name);
    }

    [Fact]
    public async Task MakeDefault_TakesTheUnassignedNumbers()
    {
        await using var desk = await OpenAsync();
        var nova = await desk.PublishedAsync("Nova");

        Done(await desk.Roster.MakeDefaultAsync(nova.PersonaId, nova.Revision, Token));

        Assert.Equal("Nova", (await desk.AnswersAsync(Number)).Name);
        Assert.Equal([1L], desk.Store.Column<long>("SELECT COUNT(*) FROM personas WHERE is_default"));
    }

    [Fact]
    public async Task Assign_ANumberOfAnother_NamesTheOwner()
    {
        await using var desk = await OpenAsync();
        var nova = await desk.PublishedAsync("Nova");
        var juno = await desk.PublishedAsync("Juno");
        nova = Done(await desk.Roster.AssignAsync(nova.PersonaId, nova.Revision, Number, Token));

        var result = await desk.Roster.AssignAsync(juno.PersonaId, juno.Revision, Number, Token);

        Assert.Equal($"{Number} reaches Nova. Take it away there first.", result.Problem);
        Done(await desk.Roster.ReleaseAsync(nova.PersonaId, nova.Revision, Number, Token));
        Assert.Equal([Number], Done(await desk.Roster.AssignAsync(juno.PersonaId, juno.Revision, Number, Token)).Numbers);
    }

    [Theory]
    [InlineData("415 555 0123")]
    [InlineData("+0155")]
    [InlineData("reception")]
    public async Task Assign_NoNumber_IsToldHowToWriteIt(string number)
    {
        await using var desk = await OpenAsync();
        var nova = await desk.PublishedAsync("Nova");

        Assert.Contains("+14155550123", (await desk.Roster.AssignAsync(nova.PersonaId, nova.Revision, number, Token)).Problem);
    }

    [Fact]
    public async Task Duplicate_TwiceTheSame_AreDraftsWithNamesOfTheirOwn()
    {
        await using var desk = await OpenAsync();
        var nova = await desk.PublishAsync(await desk.CreateAsync("Nova"), Design("Nova", Large, "Be warm."));

        var copy = Done(await desk.Roster.DuplicateAsync(nova.PersonaId, "Ada", Token));
        var second = Done(await desk.Roster.DuplicateAsync(nova.PersonaId, "Ada", Token));

        Assert.Equal(("Nova copy", "Be warm.", Large), (copy.Draft!.Name, copy.Draft.SystemPrompt, copy.Draft.LlmModel));
        Assert.Equal("Nova copy 2", second.Draft!.Name);
        Assert.Null(copy.Published);
    }
}
