using VoiceOps.Voice.Personas;
using VoiceOps.Voice.Personas.Catalog;
using VoiceOps.Voice.Personas.Versions;
using VoiceOps.Voice.Usage;
using Xunit;
using static VoiceOps.Tests.Personas.DesignersDesk;

namespace VoiceOps.Tests.Personas.Versions;

public sealed class PersonaDesignerTests
{
    private const string Number = "+14155550123";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("NOVA")]
    [InlineData("ÄNNE")]
    public async Task Create_ANameOfAnotherCase_IsRefused(string name)
    {
        await using var desk = await OpenAsync();
        await desk.CreateAsync("Nova");
        await desk.CreateAsync("änne");

        var result = await desk.Designer.CreateAsync(Design(name, Oss), "Ada", Token);

        Assert.Equal(nameof(PersonaDesign.Name), result.Field);
    }

    [Fact]
    public async Task Create_ADraft_AnswersNothingUntilPublished()
    {
        await using var desk = await OpenAsync();
        var sheet = await desk.CreateAsync("Nova");
        sheet = Done(await desk.Roster.AssignAsync(sheet.PersonaId, sheet.Revision, "+1 (415) 555-0123", Token));

        Assert.Equal("Receptionist", (await desk.AnswersAsync(Number)).Name);
        Assert.Null(sheet.Published);

        sheet = await desk.PublishAsync(sheet, Design("Nova", Large));

        var answers = await desk.AnswersAsync(Number);
        Assert.Equal(("Nova", Large, sheet.Published!.Id), (answers.Name, answers.LlmModel, answers.VersionId));
        Assert.Equal([Large], desk.Store.Column<string>("SELECT llm_model FROM personas WHERE name = 'Nova'"));
        Assert.Null(sheet.Draft);
    }

    [Fact]
    public async Task Save_EverySetting_IsThereAfterwards()
    {
        await using var desk = await OpenAsync();
        var design = Design("Nova", Large) with
        {
            FallbackModel = Oss,
            VoiceId = "voice-1",
            Settings = new PersonaSettings
            {
                Temperature = 0.35m,
                MaxReplyTokens = 123,
                Language = "de",
                Speech = new SpeechSettings { Stability = 0.1m, SimilarityBoost = 0.2m, Speed = 1.15m },
                Pronunciations = [new Pronunciation { Word = "SQL", SayAs = "sequel" }],
                KeyTerms = ["Halcyon", "Meridian"],
                TurnTaking = new TurnTakingSettings { BargeIn = BargeInMode.AfterWords, BargeInWords = 5, Fillers = ["Hm."], StillThereAfter = TimeSpan.FromSeconds(7) },
                CanEndCall = true,
                MaxDuration = TimeSpan.FromMinutes(9),
            },
        };
        var sheet = await desk.CreateAsync("Nova");

        Done(await desk.SaveAsync(sheet, design));

        var found = PersonaDesign.Of((await desk.FindAsync(sheet.PersonaId)).Current);
        Assert.True(found.IsSameAs(design));
        Assert.Equivalent(design, found, strict: true);
    }

    [Fact]
    public async Task Save_ASecondDesigner_IsToldAndShownTheFirstOnesWork()
    {
        await using var desk = await OpenAsync();
        var opened = await desk.PublishedAsync("Nova");
        Done(await desk.SaveAsync(opened, Design("Nova", prompt: "Ada's prompt."), "Ada"));

        var second = await desk.SaveAsync(opened, Design("Nova", prompt: "Ben's prompt."), "Ben");

        Assert.Null(second.Saved);
        Assert.Equal(("Ada", "Ada's prompt."), (second.Theirs!.Draft!.Author, second.Theirs.Draft.SystemPrompt));
        Assert.Equal("Ada's prompt.", (await desk.FindAsync(opened.PersonaId)).Current.SystemPrompt);
    }

    [Fact]
    public async Task Save_ManyAtOnce_OneWinsAndAllOthersAreTold()
    {
        await using var desk = await OpenAsync();
        var opened = await desk.PublishedAsync("Nova");

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(index => Task.Run(() => desk.SaveAsync(opened, Design("Nova", prompt: $"Prompt {index}."), $"Designer {index}"))));

        Assert.Single(results, result => result.Saved is not null);
        Assert.Equal(7, results.Count(result => result.Theirs is not null));
        Assert.Equal([1L], desk.Store.Column<long>("SELECT COUNT(*) FROM persona_versions WHERE state = 'draft'"));
    }

    [Fact]
    public async Task Save_BesideAnothersDraft_KeepsBoth()
    {
        await using var desk = await OpenAsync();
        var opened = await desk.PublishedAsync("Nova");
        var theirs = Done(await desk.SaveAsync(opened, Design("Nova", prompt: "Ada's prompt."), "Ada"));

        var mine = Done(await desk.SaveAsync(theirs, Design("Nova", prompt: "Both of ours."), "Ben", beside: true));

        Assert.Equal(
            ["1 published Answer shortly.", "2 set-aside Ada's prompt.", "3 draft Both of ours."],
            desk.Store.Column<string>($"SELECT number || ' ' || state || ' ' || system_prompt FROM persona_versions WHERE persona_id = {mine.PersonaId} ORDER BY number"));
    }

    [Fact]
    public async Task Publish_WhileACallIsOn_TheCallKeepsItsVersion()
    {
        await using var desk = await OpenAsync();
        var sheet = await desk.PublishedAsync("Nova");
        sheet = Done(await desk.Roster.AssignAsync(sheet.PersonaId, sheet.Revision, Number, Token));
        var began = await desk.AnswersAsync(Number);

        await desk.PublishAsync(sheet, Design("Nova", Large, "Another."));

        var kept = await desk.Directory.OfVersionAsync(began.VersionId!.Value, Token);
        Assert.Equal(("Answer shortly.", Oss), (kept!.SystemPrompt, kept.LlmModel));
        Assert.Equal(("Another.", Large), ((await desk.AnswersAsync(Number)).SystemPrompt, (await desk.AnswersAsync(Number)).LlmModel));
    }

    [Fact]
    public async Task RollBack_AnEarlierVersion_IsPublishedAgainAsANewOneAndTheDraftStays()
    {
        await using var desk = await OpenAsync();
        var first = await desk.PublishedAsync("Nova");
        var second = await desk.PublishAsync(first, Design("Nova", Large, "Worse."), "Try the large one");
        var draft = Done(await desk.SaveAsync(second, Design("Nova", prompt: "In the works.")));

        var back = Done(await desk.Designer.RollBackAsync(draft.PersonaId, draft.Revision, first.Published!.Id, "Ada", note: null, Token));

        Assert.Equal((4, "Back to version 1.", "Answer shortly.", Oss), (back.Published!.Number, back.Published.Note, back.Published.SystemPrompt, back.Published.LlmModel));
        Assert.Equal("In the works.", back.Draft!.SystemPrompt);
        Assert.Equal([Oss], desk.Store.Column<string>("SELECT llm_model FROM personas WHERE name = 'Nova'"));
    }

    [Fact]
    public async Task Discard_ADraft_GoesBackToWhatIsPublishedAndKeepsIt()
    {
        await using var desk = await OpenAsync();
        var sheet = Done(await desk.SaveAsync(await desk.PublishedAsync("Nova"), Design("Nova", prompt: "Hm.")));

        var after = Done(await desk.Designer.DiscardAsync(sheet.PersonaId, sheet.Revision, Token));

        Assert.Equal("Answer shortly.", after.Current.SystemPrompt);
        Assert.Equal(["Hm."], desk.Store.Column<string>("SELECT system_prompt FROM persona_versions WHERE state = 'set-aside'"));
    }

    [Fact]
    public async Task Save_OverAnothersDraft_LeavesTheirsInTheHistory()
    {
        await using var desk = await OpenAsync();
        var theirs = Done(await desk.SaveAsync(await desk.PublishedAsync("Nova"), Design("Nova", prompt: "Ada's prompt."), "Ada"));

        var mine = Done(await desk.SaveAsync(theirs, Design("Nova", prompt: "Ben's prompt."), "Ben"));
        mine = Done(await desk.SaveAsync(mine, Design("Nova", prompt: "Ben's better prompt."), "Ben"));

        Assert.Equal(
            ["1 Ada published Answer shortly.", "2 Ada set-aside Ada's prompt.", "3 Ben draft Ben's better prompt."],
            desk.Store.Column<string>($"SELECT number || ' ' || author || ' ' || state || ' ' || system_prompt FROM persona_versions WHERE persona_id = {mine.PersonaId} ORDER BY number"));
    }

    [Fact]
    public async Task EmptyPrompt_IsKeptAsADraft_AndNeverPutOnTheLine()
    {
        await using var desk = await OpenAsync();
        var empty = Done(await desk.SaveAsync(await desk.PublishedAsync("Nova"), Design("Nova", prompt: "")));
        var setAside = empty.Draft!.Id;

        var published = await desk.Designer.PublishAsync(empty.PersonaId, empty.Revision, Design("Nova", prompt: " "), "Ada", note: null, beside: false, Token);
        var discarded = Done(await desk.Designer.DiscardAsync(empty.PersonaId, empty.Revision, Token));
        var putBack = await desk.Designer.RollBackAsync(discarded.PersonaId, discarded.Revision, setAside, "Ada", note: null, Token);

        Assert.Equal((nameof(PersonaDesign.SystemPrompt), nameof(PersonaDesign.SystemPrompt)), (published.Field, putBack.Field));
        Assert.Equal("Answer shortly.", (await desk.FindAsync(empty.PersonaId)).Published!.SystemPrompt);
    }

    [Fact]
    public async Task Archived_IsNotPublished_AndSavedAllTheSame()
    {
        await using var desk = await OpenAsync();
        var first = await desk.PublishedAsync("Nova");
        var second = await desk.PublishAsync(first, Design("Nova", Large));
        var archived = Done(await desk.Roster.ArchiveAsync(second.PersonaId, second.Revision, Token));

        var published = await desk.Designer.PublishAsync(archived.PersonaId, archived.Revision, Design("Nova"), "Ada", note: null, beside: false, Token);
        var putBack = await desk.Designer.RollBackAsync(archived.PersonaId, archived.Revision, first.Published!.Id, "Ada", note: null, Token);

        Assert.Equal("An archived persona answers no calls. Restore it first.", published.Problem);
        Assert.Equal(published.Problem, putBack.Problem);
        Assert.Equal(Oss, Done(await desk.SaveAsync(archived, Design("Nova"))).Draft!.LlmModel);
    }

    [Theory]
    [InlineData("", Oss, nameof(PersonaDesign.Name))]
    [InlineData("Receptionist", Oss, nameof(PersonaDesign.Name))]
    [InlineData("Nova", "gpt-5", nameof(PersonaDesign.LlmModel))]
    public async Task Create_WhatTheTablesWouldRefuse_IsSaidAtTheField(string name, string model, string field)
    {
        await using var desk = await OpenAsync();

        var result = await desk.Designer.CreateAsync(Design(name, model), "Ada", Token);

        Assert.Null(result.Saved);
        Assert.Equal(field, result.Field);
        Assert.NotNull(result.Problem);
    }

    [Fact]
    public async Task ChangedByAnotherClient_TheNextCallGetsItAndItIsAVersion()
    {
        await using var desk = await OpenAsync();
        var opened = await desk.PublishedAsync("Nova");
        Done(await desk.Roster.AssignAsync(opened.PersonaId, opened.Revision, Number, Token));
        desk.Store.Column<long>("UPDATE personas SET llm_model = 'llama3.1-8b', settings = '{\"maxReplyTokens\":50}' WHERE name = 'Nova' RETURNING id");

        var answers = await desk.AnswersAsync(Number);

        Assert.Equal(("llama3.1-8b", 50), (answers.LlmModel, answers.Settings.MaxReplyTokens));
        Assert.NotEqual(opened.Published!.Id, answers.VersionId);
        Assert.Equal(answers.VersionId, (await desk.AnswersAsync(Number)).VersionId);
        Assert.NotNull((await desk.SaveAsync(opened, Design("Nova"))).Theirs);
    }

    [Theory]
    [InlineData("de", "nova-2-phonecall", nameof(PersonaSettings.TranscriptionModel))]
    [InlineData("xx", null, nameof(PersonaSettings.Language))]
    [InlineData("de", null, null)]
    [InlineData("de", "nova-3", null)]
    public async Task Publish_InALanguageThatTheModelDoesNotHave_IsRefusedAtItsField(string language, string? model, string? field)
    {
        await using var desk = await DesignersDesk.OpenAsync();
        var audio = new AudioModels(desk.Store, [new DefaultAudioModel(ServiceNames.Deepgram, "nova-2-phonecall")], desk.Time);
        var designer = new PersonaDesigner(desk.Store, desk.Sheets, desk.Time, audio);
        var sheet = await desk.CreateAsync("Ada");
        var design = DesignersDesk.Design("Ada") with { Settings = new PersonaSettings { Language = language, TranscriptionModel = model } };

        var result = await designer.PublishAsync(sheet.PersonaId, sheet.Revision, design, "Ada", null, beside: false, TestContext.Current.CancellationToken);

        Assert.Equal((field, field is null), (result.Field, result.Saved is not null));
    }
}
