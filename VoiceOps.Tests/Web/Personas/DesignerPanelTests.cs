using Bunit;
using Microsoft.AspNetCore.Components;
using VoiceOps.Voice.Personas;
using VoiceOps.Voice.Personas.Versions;
using VoiceOps.Web.Personas;
using Xunit;

namespace VoiceOps.Tests.Web.Personas;

public sealed class DesignerPanelTests : PageTest
{
    private static readonly PersonaDesign Design = new() { Name = "Nova", LlmModel = "oss", SystemPrompt = "Be warm.", Greeting = "Hello." };

    private static readonly DesignFacts Facts = new()
    {
        Models = new[]
        {
            new CatalogModel { Id = "oss", Provider = "cerebras", DisplayName = "OSS", ContextTokens = 131_072, TokensPerSecond = 3_000 },
            new CatalogModel { Id = "small", Provider = "cerebras", DisplayName = "Small", WithdrawnOn = new DateTime(2026, 5, 27), Replacement = "oss" },
        }.ToDictionary(model => model.Id),
    };

    [Fact]
    public void Model_OfTheCatalog_IsOfferedWithStateAndSpeedAndChosenIntoTheForm()
    {
        var form = DesignForm.Of(Design);
        var told = 0;
        var panel = Render<DesignerModel>(parameters => parameters.Add(model => model.Form, form).Add(model => model.Facts, Facts)
            .Add(model => model.Changed, EventCallback.Factory.Create(this, () => told++)));

        Assert.Equal(
            ["OSS (oss) · in service · 3,000 tokens/s", "Small (small) · withdrawn 2026-05-27, use oss"],
            panel.FindAll("#f-Model option").Select(option => option.TextContent));
        panel.Find("#f-Model").Change("small");

        Assert.Equal(("small", 1), (form.Model, told));
    }

    [Fact]
    public void Conflict_ADisputedField_ShowsBothAndGoesOnWithTheChosen()
    {
        var basis = DesignForm.Of(Design);
        var desk = new DesignDesk(Sheet(Design));
        desk.Form.Prompt = "Be short.";
        desk.Overtaken(Sheet(Design with { SystemPrompt = "Be kind.", Greeting = "Hi." }, revision: 2, author: "Ada"));
        var panel = Render<ConflictPanel>(parameters => parameters.Add(conflict => conflict.Merge, desk.Merge!).Add(conflict => conflict.Theirs, desk.Theirs!));

        Assert.Contains("Ada saved version 2 while you were editing.", panel.Markup);
        Assert.Equal(["−", "+"], panel.FindAll(".diff-line .sign").Select(sign => sign.TextContent));
        panel.FindAll("input[type=radio]")[1].Change(true);
        desk.BringTogether();

        Assert.Equal(basis with { Prompt = "Be kind.", Greeting = "Hi." }, desk.Form);
        Assert.True(desk.IsBeside);
        Assert.Equal(2, desk.Sheet!.Revision);
    }

    [Fact]
    public void Desk_WhatIsTypedWhileItIsSaved_StaysUnsaved()
    {
        var desk = new DesignDesk(Sheet(Design));
        desk.Form.Greeting = "Hi.";
        var sent = desk.Form with { };
        desk.Form.Greeting = "Hi there.";

        desk.Saved(Sheet(Design with { Greeting = "Hi." }, revision: 2), sent);

        Assert.True(desk.IsDirty);
        Assert.Equal("Hi there.", desk.Form.Greeting);
    }

    [Fact]
    public void Publish_WithAnError_IsClosedAndADraftIsNot()
    {
        var desk = new DesignDesk(Sheet(Design));
        desk.Form.Prompt = "";
        desk.Check(Facts);
        var panel = Render<PublishPanel>(parameters => parameters.Add(publish => publish.Desk, desk));

        Assert.True(panel.FindAll("button")[0].HasAttribute("disabled"));
        Assert.False(panel.FindAll("button")[1].HasAttribute("disabled"));
        Assert.Contains("One field keeps it from being published", panel.Markup);
    }

    private static PersonaSheet Sheet(PersonaDesign design, int revision = 1, string author = "Ben")
    {
        var version = new PersonaVersion
        {
            Id = revision,
            PersonaId = 1,
            Number = revision,
            State = revision == 1 ? VersionState.Published : VersionState.Draft,
            Author = author,
            CreatedAt = DateTime.UnixEpoch,
            SavedAt = DateTime.UnixEpoch,
            Name = design.Name,
            LlmModel = design.LlmModel,
            SystemPrompt = design.SystemPrompt,
            Greeting = design.Greeting,
        };
        version.Take(design);
        return new PersonaSheet
        {
            PersonaId = 1,
            Revision = revision,
            IsDefault = false,
            Published = revision == 1 ? version : null,
            Draft = revision == 1 ? null : version,
            Numbers = [],
        };
    }
}
