namespace VoiceOps.Voice.Personas;

/// <summary>What a persona says and understands by itself follows its language, until somebody writes something else.</summary>
public static class WordsOfItsLanguage
{
    /// <summary>The settings as calls take them: words that are the defaults of any language are those of the persona's own.</summary>
    public static PersonaSettings InItsLanguage(this PersonaSettings settings)
    {
        var words = LanguageWords.Of(settings.Language);
        var turns = settings.TurnTaking;
        return settings with
        {
            TurnTaking = turns with
            {
                Fillers = Own(turns.Fillers, words, of => of.Fillers),
                StillThere = Own(turns.StillThere, words, of => of.StillThere),
                Goodbye = Own(turns.Goodbye, words, of => of.Goodbye),
                CreditLow = Own(turns.CreditLow, words, of => of.CreditLow),
                CreditEnded = Own(turns.CreditEnded, words, of => of.CreditEnded),
                NoAnswer = Own(turns.NoAnswer, words, of => of.NoAnswer),
                Apology = Own(turns.Apology, words, of => of.Apology),
                StopWords = Own(turns.StopWords, words, of => of.StopWords),
                Backchannels = Own(turns.Backchannels, words, of => of.Backchannels),
            },
        };
    }

    /// <summary>The written text, unless it is the default of some language: then that of this one.</summary>
    public static string Own(string written, LanguageWords words, Func<LanguageWords, string> of) =>
        IsDefault(written, of) ? of(words) : written;

    public static bool IsDefault(string written, Func<LanguageWords, string> of) => LanguageWords.All.Any(language => of(language) == written);

    private static IReadOnlyList<string> Own(IReadOnlyList<string> written, LanguageWords words, Func<LanguageWords, IReadOnlyList<string>> of) =>
        LanguageWords.All.Any(language => of(language).SequenceEqual(written)) ? of(words) : written;
}
