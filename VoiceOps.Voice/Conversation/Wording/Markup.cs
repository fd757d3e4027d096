using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace VoiceOps.Voice.Conversation.Wording;

/// <summary>Takes out of a clause what is for the eye: models write markdown even when they are told not to.</summary>
internal static partial class Markup
{
    public static string Strip(string text)
    {
        text = Link().Replace(text, "$1");
        text = LineStart().Replace(text, "");
        text = Tag().Replace(text, " ");
        text = Emphasis().Replace(text, "");
        return Spaces().Replace(WithoutPictures(text), " ").Trim();
    }

    private static string WithoutPictures(string text)
    {
        var kept = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.OtherSymbol or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned)
                && rune.Value is not (0xFE0F or 0x200D or (>= 0x1F3FB and <= 0x1F3FF)))
            {
                kept.Append(rune);
            }
        }

        return kept.ToString();
    }

    // [text](address), and a picture's ![text](address)
    [GeneratedRegex(@"!?\[([^\]]*)\]\([^)]*\)")]
    private static partial Regex Link();

    // Headings, quotes, list items ("- ", "* ", "1. ", "2) "), rules and fences.
    [GeneratedRegex(@"^\s*(?:#{1,6}\s+|>\s*|[-*•+]\s+|\d{1,2}[.)]\s+(?=\D)|(?:---+|\*\*\*+|===+)\s*$|```\w*\s*)+")]
    private static partial Regex LineStart();

    [GeneratedRegex(@"</?[A-Za-z][^<>]*>|\|")]
    private static partial Regex Tag();

    // ** __ ` ~~ anywhere, and a single * or _ at the edge of a word.
    [GeneratedRegex(@"\*\*|__|`+|~~|(?<!\w)[*_](?=\w)|(?<=[\w.!?,])[*_](?!\w)")]
    private static partial Regex Emphasis();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
