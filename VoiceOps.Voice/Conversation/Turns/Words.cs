using System.Globalization;

namespace VoiceOps.Voice.Conversation.Turns;

/// <summary>What was said, as words to compare: lower case, without punctuation.</summary>
internal static class Words
{
    public static string[] Of(string text) => new string([.. text.Select(Letter)]).Split(' ', StringSplitOptions.RemoveEmptyEntries);

    // Many scripts write vowels as marks of their own: without them words of Hindi fall to pieces.
    private static char Letter(char letter) => letter switch
    {
        '\'' or '’' => '\'',
        _ when char.IsLetterOrDigit(letter) => char.ToLowerInvariant(letter),
        _ when char.GetUnicodeCategory(letter) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark => letter,
        _ => ' ',
    };

    /// <summary>Where in <paramref name="words"/> the phrase begins at <paramref name="index"/>: its length, or 0.</summary>
    public static int Match(string[] words, int index, string[] phrase) =>
        phrase.Length > 0 && index + phrase.Length <= words.Length && words.AsSpan(index, phrase.Length).SequenceEqual(phrase) ? phrase.Length : 0;
}
