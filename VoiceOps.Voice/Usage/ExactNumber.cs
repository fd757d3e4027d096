using System.Globalization;

namespace VoiceOps.Voice.Usage;

/// <summary>
/// The one reader of numbers that people and files write: digits 0 to 9 with at most one point, and a sign in front. A comma is never guessed at:
/// 0,014 is 0.014 to half the world and 14 to the rest. Nothing here asks for the culture of the process.
/// </summary>
public static class ExactNumber
{
    public const string UseAPoint = "use a point for decimals and nothing between thousands";

    public const string NoNumber = "that is not a number";

    /// <summary>What a decimal can keep; a digit more would be rounded away in silence.</summary>
    private const int MostDigits = 28;

    private const string OwnDigits = "write it with the digits 0 to 9";

    /// <summary>White space that a keyboard or a line's end leaves around a number; any other is part of what was typed.</summary>
    private static readonly char[] Around = [' ', '\t', '\r', '\n'];

    /// <summary>The number, or null and what is wrong with the text, in words that stand behind a colon.</summary>
    public static decimal? Read(string? text, out string? problem)
    {
        var number = (text ?? "").Trim(Around);
        problem = ProblemOf(number);
        return problem is null ? decimal.Parse(number, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture) : null;
    }

    /// <summary>The same, or with a dollar sign: <c>$0.014</c>, <c>-$5</c>.</summary>
    public static decimal? ReadDollars(string? text, out string? problem) => Read(WithoutDollar((text ?? "").Trim(Around)), out problem);

    /// <summary>
    /// The same as programs write floating point: <c>5.9e-07</c> too, digit by digit. An exponent with a plus is a spreadsheet's short form
    /// of a long number: what it leaves out is lost, so it is refused.
    /// </summary>
    public static decimal? ReadDollarsOrFloat(string? text, out string? problem)
    {
        var number = WithoutDollar((text ?? "").Trim(Around));
        var at = number.IndexOfAny(['e', 'E']);
        if (at < 0 || ProblemOf(number[..at]) is not null)
        {
            return Read(number, out problem);
        }

        if (IsShortened(number))
        {
            problem = "a spreadsheet has shortened it and its last digits are lost. Format the column as a number without an exponent and export it again";
            return null;
        }

        if (int.TryParse(number[(at + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exponent) && Math.Abs(exponent) <= MostDigits
            && decimal.TryParse(number, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var value))
        {
            problem = null;
            return value;
        }

        problem = NoNumber;
        return null;
    }

    /// <summary>A whole number without a sign, such as a count or an id's digits; null for anything else.</summary>
    public static int? ReadWhole(string? text) => int.TryParse((text ?? "").Trim(Around), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;

    /// <summary>Whether a text is a number as spreadsheets shorten long ones: <c>4.91512E+12</c>. As a phone number or an id it is nobody's.</summary>
    public static bool IsShortened(string text)
    {
        var at = text.IndexOf("E+", StringComparison.OrdinalIgnoreCase);
        return at > 0 && at + 2 < text.Length && text[(at + 2)..].All(char.IsAsciiDigit) && ProblemOf(text[..at].Replace(',', '.')) is null;
    }

    private static string? ProblemOf(string number)
    {
        var digits = number is ['-' or '+', ..] ? number[1..] : number;
        if (digits.All(character => char.IsAsciiDigit(character) || character == '.') && digits.Count(character => character == '.') <= 1
            && digits.Length > 0 && digits[^1] != '.')
        {
            return digits.Replace(".", "", StringComparison.Ordinal).TrimStart('0').Length > MostDigits || digits.Length - digits.IndexOf('.') - 1 > MostDigits && digits.Contains('.')
                ? $"it has more than {MostDigits} digits" : null;
        }

        return number.Contains(',') || number.Contains('٫') || number.Contains('،') ? UseAPoint
            : digits.Count(character => character == '.') > 1 ? UseAPoint
            : number.Contains('−') || number.Contains('–') ? "write the minus as -"
            : digits.Any(character => char.IsDigit(character) && !char.IsAsciiDigit(character)) ? OwnDigits
            : digits.Any(char.IsWhiteSpace) && digits.Any(char.IsAsciiDigit) ? $"{NoNumber}, with white space in it"
            : NoNumber;
    }

    private static string WithoutDollar(string number) => number switch
    {
        ['$', .. var rest] => rest,
        ['-', '$', .. var rest] => $"-{rest}",
        _ => number,
    };
}
