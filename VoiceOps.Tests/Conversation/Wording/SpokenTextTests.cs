using VoiceOps.Voice.Conversation.Wording;
using VoiceOps.Voice.Personas;
using Xunit;

namespace VoiceOps.Tests.Conversation.Wording;

public sealed class SpokenTextTests
{
    [Theory]
    [InlineData("**Sure!** That's *fine*.", "Sure! That's fine.")]
    [InlineData("## Opening hours", "Opening hours")]
    [InlineData("- one thing", "one thing")]
    [InlineData("1. Call us", "Call us")]
    [InlineData("> quoted `code`", "quoted code")]
    [InlineData("See [our page](https://example.com/x).", "See our page.")]
    [InlineData("Great 👍🏽 news", "Great news")]
    [InlineData("---", "")]
    [InlineData("```python", "")]
    [InlineData("It's 2 * 3 fine", "It's two * three fine")]
    [InlineData("snake_case stays", "snake_case stays")]
    public void Markup_IsNotSpoken(string written, string spoken) => Assert.Equal(spoken, English(written));

    [Theory]
    [InlineData("$12", "twelve dollars")]
    [InlineData("$1", "one dollar")]
    [InlineData("$1,250.50", "one thousand two hundred and fifty dollars and fifty cents")]
    [InlineData("$0.05", "five cents")]
    [InlineData("€3 million", "three million euros")]
    [InlineData("£9.99", "nine pounds and ninety-nine pence")]
    [InlineData("$0.0000001", "zero point zero zero zero zero zero zero one dollars")]
    [InlineData("15%", "fifteen percent")]
    [InlineData("3.5 km", "three point five km")]
    [InlineData("-5 degrees", "minus five degrees")]
    [InlineData("the 21st of May", "the twenty-first of May")]
    [InlineData("10:15", "ten fifteen")]
    [InlineData("9:00 am", "nine a.m.")]
    [InlineData("9:05 PM", "nine oh five p.m.")]
    [InlineData("9:00", "nine o'clock")]
    [InlineData("2026-11-25", "November twenty-fifth, twenty twenty-six")]
    [InlineData("in 1999", "in nineteen ninety-nine")]
    [InlineData("in 2005", "in two thousand five")]
    [InlineData("1,250 people", "one thousand two hundred and fifty people")]
    [InlineData("call +1 (415) 555-0100", "call one four one five five five five zero one zero zero")]
    [InlineData("code 007", "code zero zero seven")]
    [InlineData("gpt4 and A4", "gpt4 and A4")]
    [InlineData("mail to ann@example.com", "mail to ann at example dot com")]
    [InlineData("at https://www.example.com", "at example dot com")]
    public void Numbers_AreWords(string written, string spoken) => Assert.Equal(spoken, English(written));

    [Fact]
    public void Numbers_InAnotherLanguage_StayAsTheyAre() =>
        Assert.Equal("Das kostet 12 Euro.", new SpokenText(new PersonaSettings { Language = "de" }).Of("Das kostet **12** Euro."));

    [Fact]
    public void Pronunciation_ReplacesWholeWordsOnly() => Assert.Equal(
        "sequel and MySQL",
        new SpokenText(new PersonaSettings { Pronunciations = [new Pronunciation { Word = "sql", SayAs = "sequel" }] }).Of("SQL and MySQL"));

    private static string English(string written) => new SpokenText(new PersonaSettings()).Of(written);
}
