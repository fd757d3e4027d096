using VoiceOps.Tests.Conversation.Virtual;
using VoiceOps.Voice.Calls.Journal;
using VoiceOps.Voice.Personas;
using VoiceOps.Voice.Usage;
using Xunit;

namespace VoiceOps.Tests.Conversation;

/// <summary>A persona speaks a language that a model does not have.</summary>
[Collection(VirtualTimeCollection.Name)]
public sealed class LanguageTests
{
    [Theory]
    [InlineData("de", "nova-2", "de")]
    [InlineData("es", "nova-2", "es")]
    [InlineData("en-GB", "nova-2-phonecall", "en")]
    [InlineData("de-AT", "nova-2", "de")]
    public async Task Transcription_WithoutTheLanguage_OneOfTheCatalogThatHasItHears(string language, string model, string asked)
    {
        await using var call = await VirtualCall.StartAsync(
            persona => persona.Settings = new PersonaSettings { Language = language }, call => call.Hear.EnglishModel = "nova-2-phonecall");
        call.Greeted();
        call.HangUp();

        Assert.Contains($"model={model}&language={asked}&", call.Hear.Query, StringComparison.Ordinal);
        Assert.All(call.Rows(ServiceNames.Deepgram), row => Assert.Equal(model, row.Model));
        Assert.Equal(EndedReason.CallerHangup, call.Row.EndedReason);
    }

    [Fact]
    public async Task Transcription_RefusedAllTheSame_FallsBackInsteadOfApologizing()
    {
        await using var call = await VirtualCall.StartAsync(
            persona => persona.Settings = new PersonaSettings { Language = "de", TranscriptionModel = "nova-2" }, call => call.Hear.EnglishModel = "nova-2");
        call.Greeted();
        call.HangUp();

        Assert.Contains("model=nova-3&language=de&", call.Hear.Query, StringComparison.Ordinal);
        Assert.Equal(EndedReason.CallerHangup, call.Row.EndedReason);
    }

    [Fact]
    public async Task Persona_InGerman_SaysNothingInEnglish()
    {
        await using var call = (await VirtualCall.StartAsync(persona => persona.Settings = new PersonaSettings { Language = "de" })).Greeted();
        call.Model.Answer(new VirtualReply("Um neun.") { Delay = TimeSpan.FromSeconds(4) });
        call.Hear.Say("Wann haben Sie offen?");
        call.RunUntilHeard("Einen Moment, bitte. Um neun.");
        call.RunUntilHeard("Sind Sie noch da?");
        // The stand-in tells nothing more, which is a transcription that is gone: the apology is in German too.
        call.RunToEnd();

        Assert.StartsWith("Hello there. Einen Moment, bitte. Um neun. Sind Sie noch da? Es tut mir leid, bei uns ist etwas schiefgegangen.", call.Line.Heard, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Speech_InALanguageThatNobodyHas_SpeaksInItsOwn_AndWhatWasRefusedCostsNothing()
    {
        await using var call = await VirtualCall.StartAsync(
            persona => persona.Settings = new PersonaSettings { Language = "xx" }, call => call.Voice.RefusedLanguage = "xx");
        call.RunUntilHeard("Hello there.");
        call.HangUp();

        Assert.DoesNotContain("language_code", call.Voice.Queries[^1], StringComparison.Ordinal);
        Assert.Equal(call.Voice.Characters, call.Booked(ServiceNames.ElevenLabs));
        Assert.Equal(EndedReason.CallerHangup, call.Row.EndedReason);
    }

    [Fact]
    public async Task Speech_RefusedThoughTheCatalogSaysItHasTheLanguage_CostsNothingAndFallsBack()
    {
        await using var call = await VirtualCall.StartAsync(
            persona => persona.Settings = new PersonaSettings { Language = "de" }, call => call.Voice.RefusedLanguage = "de");
        call.RunUntilHeard("Hello there.");
        call.HangUp();

        Assert.Equal(call.Voice.Characters, call.Booked(ServiceNames.ElevenLabs));
        Assert.All(call.Rows(ServiceNames.ElevenLabs).GroupBy(row => row.Model), rows => Assert.True(rows.Sum(row => row.CostNanos) >= 0));
        Assert.Equal(EndedReason.CallerHangup, call.Row.EndedReason);
    }
}
