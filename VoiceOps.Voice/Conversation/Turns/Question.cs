using System.Globalization;
using System.Text.RegularExpressions;

namespace VoiceOps.Voice.Conversation.Turns;

/// <summary>What the agent has asked for with its last sentence.</summary>
/// <param name="Digits">How many digits the answer has; null when the question does not tell.</param>
internal sealed partial record Question(AskedKind Kind, int? Digits = null)
{
    public static readonly Question None = new(AskedKind.Anything);

    /// <summary>As people say them, the country not included.</summary>
    private const int DigitsOfATelephone = 9;
    private const int DigitsOfAnAmericanTelephone = 10;

    public static Question Of(string said, EndingWords words)
    {
        var sentence = LastSentence(said).ToLowerInvariant();
        if (sentence.Length == 0)
        {
            return None;
        }

        if (Has(words.AsksForSpelling))
        {
            return new Question(AskedKind.Letters);
        }

        if (Has(words.AsksHowMany))
        {
            return new Question(AskedKind.Amount);
        }

        if (Has(words.AsksForTelephone) && (Has(words.AsksForDigits) || sentence.EndsWith('?')))
        {
            return new Question(AskedKind.Digits, words.Language == "en" ? DigitsOfAnAmericanTelephone : DigitsOfATelephone);
        }

        if (Has(words.AsksForDigits))
        {
            return new Question(AskedKind.Digits, CountIn(sentence, words));
        }

        if (!sentence.EndsWith('?') && !sentence.EndsWith('？'))
        {
            return None;
        }

        return Words.Of(sentence) is [var first, ..] && words.AsksYesOrNo.Contains(first) || words.AsksYesOrNo.Any(ending => ending.Length > 2 && sentence.TrimEnd('?', '？').EndsWith(ending, StringComparison.Ordinal))
            ? new Question(Has(words.AsksAnything) ? AskedKind.Anything : AskedKind.YesOrNo)
            : new Question(Has(words.AsksAnything) ? AskedKind.Anything : AskedKind.Something);

        bool Has(IReadOnlyList<string> parts) => parts.Any(part => Begins(sentence, part));
    }

    // A part is the beginning of a word, whatever its ending: "buchstabier" of "buchstabieren". Scripts without spaces have no beginnings.
    private static bool Begins(string sentence, string part)
    {
        for (var at = sentence.IndexOf(part, StringComparison.Ordinal); at >= 0; at = sentence.IndexOf(part, at + 1, StringComparison.Ordinal))
        {
            if (at == 0 || !char.IsAsciiLetter(sentence[at - 1]) || part.Length > 4)
            {
                return true;
            }
        }

        return false;
    }

    private static int? CountIn(string sentence, EndingWords words)
    {
        if (Figure().Match(sentence) is { Success: true } figure)
        {
            return int.Parse(figure.Groups[1].Value, CultureInfo.InvariantCulture);
        }

        var spoken = words.Counts.ToList();
        var index = spoken.FindIndex(count => Words.Of(sentence).Any(word => word == count || (word.StartsWith(count, StringComparison.Ordinal) && word.Contains("stellig", StringComparison.Ordinal))));
        return index < 0 ? null : index + 2;
    }

    private static string LastSentence(string said)
    {
        var text = said.Trim();
        var end = text.Length < 2 ? -1 : text.LastIndexOfAny(['.', '!', '?', '。', '？', '！'], text.Length - 2);
        return text[(end + 1)..].Trim();
    }

    [GeneratedRegex(@"\b([2-9]|1\d)\b(?!:)")]
    private static partial Regex Figure();
}
