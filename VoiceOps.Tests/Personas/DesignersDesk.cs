using Microsoft.Extensions.Time.Testing;
using VoiceOps.Tests.Data;
using VoiceOps.Voice.Personas;
using VoiceOps.Voice.Personas.Versions;
using Xunit;

namespace VoiceOps.Tests.Personas;

/// <summary>A new database with what designers work with.</summary>
internal sealed class DesignersDesk : IAsyncDisposable
{
    public const string Large = "llama-3.3-70b";
    public const string Oss = "gpt-oss-120b";

    private DesignersDesk(TempStore store)
    {
        Store = store;
        var history = new PersonaHistory(store, Time);
        Sheets = new PersonaSheets(store, history);
        Designer = new PersonaDesigner(store, Sheets, Time);
        Roster = new PersonaRoster(store, Sheets, Designer, Time);
        Directory = new PersonaDirectory(store, history);
        History = history;
    }

    public TempStore Store { get; }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 6, 10, 12, 0, 0, TimeSpan.Zero));

    public PersonaHistory History { get; }

    public PersonaSheets Sheets { get; }

    public PersonaDesigner Designer { get; }

    public PersonaRoster Roster { get; }

    public PersonaDirectory Directory { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<DesignersDesk> OpenAsync()
    {
        var desk = new DesignersDesk(await TempStore.CreateAsync());
        await desk.History.StartAsync(Token);
        return desk;
    }

    public static PersonaDesign Design(string name, string model = Oss, string prompt = "Answer shortly.") => new()
    {
        Name = name,
        LlmModel = model,
        SystemPrompt = prompt,
        Greeting = "Hello.",
    };

    public async Task<PersonaSheet> CreateAsync(string name) => Done(await Designer.CreateAsync(Design(name), "Ada", Token));

    public async Task<PersonaSheet> PublishedAsync(string name) => await PublishAsync(await CreateAsync(name), Design(name));

    public async Task<PersonaSheet> PublishAsync(PersonaSheet sheet, PersonaDesign design, string? note = null) =>
        Done(await Designer.PublishAsync(sheet.PersonaId, sheet.Revision, design, "Ada", note, beside: false, Token));

    public Task<DesignResult> SaveAsync(PersonaSheet sheet, PersonaDesign design, string author = "Ada", bool beside = false) =>
        Designer.SaveAsync(sheet.PersonaId, sheet.Revision, design, author, beside, Token);

    public async Task<PersonaSheet> FindAsync(long personaId) => (await Sheets.FindAsync(personaId, Token))!;

    public async Task<Persona> AnswersAsync(string number) => (await Directory.ForNumberAsync(number, Token))!;

    public static PersonaSheet Done(DesignResult result)
    {
        Assert.Null(result.Problem);
        Assert.Null(result.Theirs);
        return result.Saved!;
    }

    public ValueTask DisposeAsync() => Store.DisposeAsync();
}
