using VoiceOps.Voice.Personas;
using VoiceOps.Voice.Personas.Versions;
using VoiceOps.Voice.Providers.ElevenLabs;
using VoiceOps.Web.Personas;
using Xunit;

namespace VoiceOps.Tests.Web.Personas;

public sealed class DesignValidatorTests
{
    private static readonly DesignFacts Facts = new()
    {
        Models = new[]
        {
            new CatalogModel { Id = "oss", Provider = "cerebras", DisplayName = "OSS", ContextTokens = 131_072 },
            new CatalogModel
            {
                Id = "small",
                Provider = "cerebras",
                DisplayName = "Small",
                ContextTokens = 8_192,
                WithdrawnOn = new DateTime(2026, 5, 27),
                Replacement = "oss",
            },
        }.ToDictionary(model => model.Id),
        Voices = new VoiceShelf([new ListedVoice { Id = "v1", Name = "Aria" }], null),
        PromptTokens = 200,
    };

    private readonly DesignForm _form =
        DesignForm.Of(new PersonaDesign { Name = "Nova", LlmModel = "oss", SystemPrompt = "You are {{persona}}.", Greeting = "Hello." });

    [Fact]
    public void AGoodDesign_HasNoProblem() => Assert.Equal(0, DesignProblems.Of(_form, Facts).Errors);

    [Theory]
    [InlineData(nameof(DesignForm.Name), " ", "Give the persona a name.")]
    [InlineData(nameof(DesignForm.Prompt), " \n ", "Write a prompt: without one the model does not know who it is and what to do.")]
    [InlineData(nameof(DesignForm.Model), "gpt-5", "gpt-5 is not in the catalog. Choose one that is.")]
    [InlineData(nameof(DesignForm.Fallback), "oss", "That is the model itself. Choose another one, or none.")]
    [InlineData(nameof(DesignForm.VoiceId), "v9",
        "The ElevenLabs account has no voice with this id. Choose one of the list, or add the voice to the account first.")]
    [InlineData(nameof(DesignForm.Temperature), "2.5", "A number from 0 (the same answer each time) to 2 (wild), or nothing to leave it to the model.")]
    [InlineData(nameof(DesignForm.MaxReplyTokens), "a lot", "A whole number from 16 to 4,096. A spoken sentence has about 20 tokens.")]
    [InlineData(nameof(DesignForm.Speed), "3", "A number from 0.7 (slow) to 1.2 (fast); 1 is the voice's own speed.")]
    [InlineData(nameof(DesignForm.Pronunciations), "SQL: sequel", "One a line, with an equals sign between how it is written and how it is said: SQL = sequel")]
    [InlineData(nameof(DesignForm.ShortestPause), "9999999999999999", "Milliseconds, from 50 to 5,000.")]
    [InlineData(nameof(DesignForm.MaxMinutes), "9999999999999999", "Minutes, from 0.5 to 240, or nothing for the general limit.")]
    [InlineData(nameof(DesignForm.LongestPause), "100", "The longest pause cannot be shorter than the shortest one.")]
    [InlineData(nameof(DesignForm.StillThereAfter), "1", "Seconds, from 2 to 300, or 0 to wait for ever.")]
    public void BadInput_IsSaidAtItsField(string field, string value, string words)
    {
        typeof(DesignForm).GetProperty(field)!.SetValue(_form, value);

        var problems = DesignProblems.Of(_form, Facts);

        Assert.Equal(words, problems.Error(field));
        Assert.Equal(1, problems.Errors);
    }

    [Fact]
    public void APromptBeyondTheModelsContext_TellsByHowMuch()
    {
        _form.Model = "small";

        var problems = DesignProblems.Of(_form, Facts with { PromptTokens = 8_000 });

        Assert.Equal(
            "Small takes 8,192 tokens with its reply, and this prompt alone has 8,000: shorten it by 108 at least, and more for the conversation, or choose "
                + "a model with a longer context.",
            problems.Error(nameof(DesignForm.Prompt)));
    }

    [Fact]
    public void AWithdrawnModel_CarriesItsDateAndWhatReplacesIt_AndNeedsAFallback()
    {
        _form.Model = "small";

        var problems = DesignProblems.Of(_form, Facts);

        Assert.Equal(1, problems.Errors);
        Assert.Equal("Small was withdrawn by its provider on 27 May 2026; oss replaces it: choose oss, or name it as the fallback.",
            problems.Error(nameof(DesignForm.Model)));
        _form.Fallback = "oss";
        Assert.Equal(0, DesignProblems.Of(_form, Facts).Errors);
        Assert.EndsWith("the fallback oss will answer.", DesignProblems.Of(_form, Facts).Warning(nameof(DesignForm.Model)));
    }

    [Fact]
    public void AnyVoice_WhileTheListIsNotKnown_IsLetPass()
    {
        _form.VoiceId = "v9";

        Assert.Equal(0, DesignProblems.Of(_form, Facts with { Voices = new VoiceShelf(null, "No key.") }).Errors);
    }

    [Fact]
    public void AModelThatTheKeyHasNoAccessTo_IsAWarningAtIt()
    {
        var missing = new CatalogModel { Id = "new", Provider = "cerebras", DisplayName = "New", MissingSince = new DateTime(2026, 6, 1) };
        var facts = Facts with { Models = Facts.Models.Values.Append(missing).ToDictionary(model => model.Id) };
        (_form.Model, _form.Fallback) = ("new", "oss");

        Assert.Equal("The provider's list for your key has no New: choose oss, or have it enabled for the account.",
            DesignProblems.Of(_form, facts).Warning(nameof(DesignForm.Model)));
        (_form.Model, _form.Fallback) = ("oss", "new");
        Assert.Equal("The provider's list for your key has no New: choose oss, or have it enabled for the account.",
            DesignProblems.Of(_form, facts).Warning(nameof(DesignForm.Fallback)));
        Assert.Equal(0, DesignProblems.Of(_form, facts).Errors);
    }

    [Fact]
    public void AModelThatIsGoing_TellsWhen()
    {
        _form.Model = "small";

        Assert.StartsWith("Small will be withdrawn by its provider on 27 May 2026; oss replaces it",
            DesignProblems.Of(_form, Facts with { AsOf = new DateTime(2026, 5, 1) }).Warning(nameof(DesignForm.Model)));
    }

    [Fact]
    public void AKeyThatIsRefused_IsSaidWhereItMatters()
    {
        var facts = Facts with
        {
            ModelFaults = new Dictionary<string, string> { ["cerebras"] = "Cerebras does not tell its models (HTTP 401)" },
            Voices = new VoiceShelf(null, "No voice.", IsRefused: true),
        };

        var problems = DesignProblems.Of(_form, facts);

        Assert.Equal(("Cerebras does not tell its models (HTTP 401): check the provider's key.", "No voice."),
            (problems.Warning(nameof(DesignForm.Model)), problems.Warning(nameof(DesignForm.VoiceId))));
        Assert.Equal(0, problems.Errors);
    }

    [Fact]
    public void AVariableThatStandsForNothing_IsAnError()
    {
        _form.Prompt = "You are {{persona}} and it is {{weather}}.";

        Assert.StartsWith("{{weather}} stands for nothing and is said as it is written.", DesignProblems.Of(_form, Facts).Error(nameof(DesignForm.Prompt)));
    }
}
