using VoiceOps.Voice.Conversation.Wording;
using VoiceOps.Voice.Personas;
using Xunit;

namespace VoiceOps.Tests.Personas;

public sealed class WordsOfItsLanguageTests
{
    public static TheoryData<string> Languages => [.. LanguageWords.All.Select(words => words.Language).Where(language => language != "en")];

    [Theory]
    [MemberData(nameof(Languages))]
    public void InItsLanguage_NothingWritten_StaysEnglishNowhere(string language)
    {
        var (english, own) = (new TurnTakingSettings(), new PersonaSettings { Language = $"{language}-XX" }.InItsLanguage().TurnTaking);

        Assert.NotEqual(english.StillThere, own.StillThere);
        Assert.NotEqual(english.Goodbye, own.Goodbye);
        Assert.NotEqual(english.NoAnswer, own.NoAnswer);
        Assert.NotEqual(english.Apology, own.Apology);
        Assert.Empty(english.Fillers.Intersect(own.Fillers));
        Assert.False(english.StopWords.SequenceEqual(own.StopWords));
        Assert.False(english.Backchannels.SequenceEqual(own.Backchannels));
        Assert.DoesNotContain("Saturday", Variables(language).Fill("{{date}}"), StringComparison.Ordinal);
    }

    [Fact]
    public void InItsLanguage_WhatSomebodyWrote_Wins()
    {
        var settings = new PersonaSettings { Language = "de", TurnTaking = new TurnTakingSettings { Goodbye = "Servus!", StopWords = ["basta"] } };

        var turns = settings.InItsLanguage().TurnTaking;

        Assert.Equal(("Servus!", "basta", "Sind Sie noch da?"), (turns.Goodbye, Assert.Single(turns.StopWords), turns.StillThere));
    }

    [Fact]
    public void InItsLanguage_DefaultsOfAnotherLanguage_FollowToo() => Assert.Equal(
        LanguageWords.Of("es").Goodbye,
        new PersonaSettings { Language = "es", TurnTaking = new TurnTakingSettings { Goodbye = LanguageWords.Of("de").Goodbye } }.InItsLanguage().TurnTaking.Goodbye);

    [Theory]
    [InlineData("en", "Saturday, 1 January 2000")]
    [InlineData("de", "Samstag, 1. Januar 2000")]
    [InlineData("fr", "samedi 1 janvier 2000")]
    [InlineData("not a language", "2000-01-01")]
    public void Date_IsWrittenAsTheLanguageDoes(string language, string day) => Assert.Equal(day, Variables(language).Fill("{{date}}"));

    private static PromptVariables Variables(string language) =>
        new("+14155550100", "Ada", "Everyone", new DateTimeOffset(2000, 1, 1, 9, 0, 0, TimeSpan.Zero), language);
}
