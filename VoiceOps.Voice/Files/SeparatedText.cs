using System.Text.RegularExpressions;

namespace VoiceOps.Voice.Files;

/// <summary>A file of separated values as spreadsheets write it: with a byte order mark, or a first line that names the separator, or neither.</summary>
/// <param name="Text">Without the mark; the line that names the separator is left empty, so that lines are counted as the file has them.</param>
public sealed partial record SeparatedText(string Text, char Separator)
{
    private const char ByteOrderMark = '\ufeff';
    private const string Usual = ",;\t|";

    public static SeparatedText Of(string file)
    {
        var text = file.TrimStart(ByteOrderMark);
        if (Named().Match(text) is { Success: true } named)
        {
            return new SeparatedText(text[named.Length..], named.Groups["separator"].Value[0]);
        }

        return new SeparatedText(text, Likeliest(text));
    }

    // By the head alone: a text further down may have more commas than all heads together.
    private static char Likeliest(string text)
    {
        var head = text.AsSpan().TrimStart();
        head = head[..(head.IndexOfAny('\r', '\n') is >= 0 and var end ? end : head.Length)];
        var best = Usual[0];
        foreach (var separator in Usual)
        {
            best = head.Count(separator) > head.Count(best) ? separator : best;
        }

        return best;
    }

    // sep=; or "sep=;" and whatever cells a program has made of the rest of that line. The line's end stays.
    [GeneratedRegex("""^[ \t]*"?sep=(?<separator>[^\r\n"])"?[;,|\t ]*(?=[\r\n]|$)""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Named();
}
