using Bunit;
using Microsoft.AspNetCore.Components;
using VoiceOps.Voice.Personas;
using VoiceOps.Voice.Personas.Versions;
using VoiceOps.Web.Personas;
using Xunit;
using static VoiceOps.Tests.Web.Personas.OpenedSheets;

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
        var panel = Render<ConflictPanel>(parameters => parameters.Add(conflict => conflict.Merge, desk.Merge!).Add(conflict => conflict.Theirs, desk.Theirs!)
            .Add(conflict => conflict.Before, desk.Sheet!));

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

    [Fact]
    public void Conflict_WhatAnotherPutOnTheLineUnderADraft_IsNamed()
    {
        var before = Sheet(Design, revision: 2) with { Published = Version(Design, 1, VersionState.Published) };
        var desk = new DesignDesk(before);
        desk.Form.Greeting = "Hi.";
        desk.Overtaken(before with { Revision = 3, Published = Version(Design, 3, VersionState.Published, "Ada") });

        var panel = Render<ConflictPanel>(parameters => parameters.Add(conflict => conflict.Merge, desk.Merge!).Add(conflict => conflict.Theirs, desk.Theirs!)
            .Add(conflict => conflict.Before, before));

        Assert.Contains("Ada put version 3 on the line while you were editing.", panel.Markup);
    }

    [Fact]
    public void Save_WhatCannotBeRead_IsRefusedAndNothingTypedIsLost()
    {
        var desk = new DesignDesk(Sheet(Design));
        (desk.Form.Pronunciations, desk.Form.Temperature) = ("NATO nay-toe", "abc");
        desk.Check(Facts);
        var panel = Render<PublishPanel>(parameters => parameters.Add(publish => publish.Desk, desk));

        Assert.True(panel.FindAll("button")[1].HasAttribute("disabled"));
        Assert.Contains("nor can a draft be saved while this cannot be read: temperature, pronunciations.", panel.Markup);
    }

    [Fact]
    public void Publish_OfAnArchivedPersona_IsClosedAndSaysWhy()
    {
        var desk = new DesignDesk(Sheet(Design) with { ArchivedAt = DateTime.UnixEpoch });
        desk.Form.Greeting = "Hi.";
        desk.Check(Facts);

        Assert.False(desk.CanPublish);
        Assert.True(desk.CanSave);
        Assert.Contains("until it is restored", Render<PublishPanel>(parameters => parameters.Add(publish => publish.Desk, desk)).Markup);
        Assert.DoesNotContain("on the line", Render<StateChips>(parameters => parameters.Add(chips => chips.Desk, desk)).Markup);
    }

    [Fact]
    public void Number_Assigned_LeavesTheBoxEmptyHoweverItWasWritten()
    {
        var sheet = Sheet(Design);
        IRenderedComponent<NumbersPanel> panel = null!;
        panel = Render<NumbersPanel>(parameters => parameters.Add(numbers => numbers.Sheet, sheet)
            .Add(numbers => numbers.OnAssign,
                EventCallback.Factory.Create<string>(this,
                    _ => panel.Render(next => next.Add(numbers => numbers.Sheet, sheet with { Numbers = ["+14155550199"] })))));

        panel.Find("#new-number").Input("+1 (415) 555 0199");
        panel.Find("form").Submit();

        Assert.Equal("", panel.Find("#new-number").GetAttribute("value") ?? "");
    }
}
