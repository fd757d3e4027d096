using VoiceOps.Voice.Personas;

namespace VoiceOps.Voice.Calls;

/// <summary>What the line itself says when no voice of ours can.</summary>
internal static class LineSentence
{
    /// <summary>The configured sentence, or while that is the default the one of the persona's language, and the language it is read out in; null for English.</summary>
    public static (string Sentence, string? SpokenAs) Of(string configured, string? language, Func<LanguageWords, string> of)
    {
        var words = LanguageWords.Of(language ?? LanguageWords.English.Language);
        return (WordsOfItsLanguage.Own(configured, words, of), words == LanguageWords.English ? null : words.SpokenAs);
    }
}
