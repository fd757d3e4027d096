using System.Text.RegularExpressions;
using VoiceOps.Voice.Personas;

namespace VoiceOps.Voice.Conversation.Wording;

/// <summary>Makes of what a model writes what a voice can say: no markup, numbers and money in words, names as the persona pronounces them.</summary>
internal sealed partial class SpokenText(PersonaSettings settings)
{
    private readonly (Regex Word, string SayAs)[] _pronunciations =
        [.. settings.Pronunciations.Where(entry => entry.Word.Length > 0).Select(entry => (WholeWord(entry.Word), entry.SayAs.Replace("$", "$$", StringComparison.Ordinal)))];

    private readonly bool _isEnglish = settings.Language.StartsWith("en", StringComparison.OrdinalIgnoreCase);

    /// <summary>Empty when there is nothing to say.</summary>
    public string Of(string written)
    {
        var text = Markup.Strip(written);
        if (_isEnglish)
        {
            text = EnglishNumbers.InWords(WithAddressesInWords(text));
        }

        foreach (var (word, sayAs) in _pronunciations)
        {
            text = word.Replace(text, sayAs);
        }

        return text.Any(char.IsLetterOrDigit) ? text : "";
    }

    private static string WithAddressesInWords(string text)
    {
        text = Scheme().Replace(text, "");
        text = Mail().Replace(text, match => $"{match.Groups[1].Value} at {match.Groups[2].Value}");
        return Domain().Replace(text, match => match.Value.Replace(".", " dot ", StringComparison.Ordinal)).Replace(" & ", " and ", StringComparison.Ordinal);
    }

    private static Regex WholeWord(string word) => new($@"(?<!\w){Regex.Escape(word)}(?!\w)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    [GeneratedRegex(@"https?://(?:www\.)?", RegexOptions.IgnoreCase)]
    private static partial Regex Scheme();

    [GeneratedRegex(@"([\w.+-]+)@([\w-]+(?:\.[\w-]+)+)")]
    private static partial Regex Mail();

    [GeneratedRegex(@"\b[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|io|ai|co|gov|edu|de|uk|fr|eu|us)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Domain();
}
