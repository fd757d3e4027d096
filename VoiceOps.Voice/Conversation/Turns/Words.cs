namespace VoiceOps.Voice.Conversation.Turns;

/// <summary>What was said, as words to compare: lower case, without punctuation.</summary>
internal static class Words
{
    public static string[] Of(string text) => new string([.. text.Select(letter => char.IsLetterOrDigit(letter) || letter == '\'' ? char.ToLowerInvariant(letter) : ' ')])
        .Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Where in <paramref name="words"/> the phrase begins at <paramref name="index"/>: its length, or 0.</summary>
    public static int Match(string[] words, int index, string[] phrase) =>
        phrase.Length > 0 && index + phrase.Length <= words.Length && words.AsSpan(index, phrase.Length).SequenceEqual(phrase) ? phrase.Length : 0;
}
