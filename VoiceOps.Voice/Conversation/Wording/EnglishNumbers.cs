using System.Globalization;
using System.Text.RegularExpressions;
using Humanizer;

namespace VoiceOps.Voice.Conversation.Wording;

/// <summary>
/// Numbers, money, times and dates in words: the fast voice models read "$1,250.50" and "10:15" digit by digit or not at all.
/// </summary>
internal static partial class EnglishNumbers
{
    private const int DigitsOfALongNumber = 7;
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-US");

    private static readonly Dictionary<string, (string One, string Many, string Cent, string Cents)> Currencies = new()
    {
        ["$"] = ("dollar", "dollars", "cent", "cents"),
        ["€"] = ("euro", "euros", "cent", "cents"),
        ["£"] = ("pound", "pounds", "penny", "pence"),
    };

    public static string InWords(string text)
    {
        text = Amount().Replace(text, SayAmount);
        text = Percent().Replace(text, match => $"{SayNumber(match.Groups[1].Value)} percent");
        text = IsoDate().Replace(text, SayDate);
        text = ClockTime().Replace(text, SayTime);
        text = LongNumber().Replace(text, match => match.Value.Count(char.IsAsciiDigit) >= DigitsOfALongNumber ? SayDigits(match.Value) : match.Value);
        text = Ordinal().Replace(text, match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture).ToOrdinalWords(English));
        text = Negative().Replace(text, "minus ");
        text = Year().Replace(text, match => SayYear(int.Parse(match.Value, CultureInfo.InvariantCulture)));
        return Number().Replace(text, match => SayNumber(match.Value));
    }

    // $12, $1,250.50, €3 million
    private static string SayAmount(Match match)
    {
        var (one, many, cent, cents) = Currencies[match.Groups[1].Value];
        var scale = match.Groups[4].Value.ToLowerInvariant();
        if (scale.Length > 0)
        {
            return $"{SayNumber(match.Groups[2].Value + match.Groups[3].Value)} {(scale == "k" ? "thousand" : scale)} {many}";
        }

        var whole = Whole(match.Groups[2].Value);
        var fraction = match.Groups[3].Value.TrimStart('.');
        var hundredths = fraction.Length is 1 or 2 ? int.Parse(fraction.PadRight(2, '0'), CultureInfo.InvariantCulture) : 0;
        if (fraction.Length > 2)
        {
            return $"{SayNumber(match.Groups[2].Value + match.Groups[3].Value)} {many}";
        }

        var parts = new List<string>();
        if (whole > 0 || hundredths == 0)
        {
            parts.Add($"{whole.ToWords(English)} {(whole == 1 ? one : many)}");
        }

        if (hundredths > 0)
        {
            parts.Add($"{((long)hundredths).ToWords(English)} {(hundredths == 1 ? cent : cents)}");
        }

        return string.Join(" and ", parts);
    }

    private static string SayDate(Match match) =>
        DateOnly.TryParseExact(match.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? $"{date.ToString("MMMM", CultureInfo.InvariantCulture)} {date.Day.ToOrdinalWords(English)}, {SayYear(date.Year)}"
            : match.Value;

    // 9:00 am, 10:15, 17:05
    private static string SayTime(Match match)
    {
        var (hour, minute) = (int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture), int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture));
        if (hour > 24 || minute > 59)
        {
            return match.Value;
        }

        var half = match.Groups[3].Value.Trim().ToLowerInvariant();
        var minutes = minute switch
        {
            0 when half.Length > 0 => "",
            0 when hour is > 0 and <= 12 => " o'clock",
            0 => " hundred",
            < 10 => $" oh {minute.ToWords(English)}",
            _ => $" {minute.ToWords(English)}",
        };
        return $"{hour.ToWords(English)}{minutes}{(half.Length == 0 ? "" : half[0] == 'a' ? " a.m." : " p.m.")}";
    }

    private static string SayYear(int year) => (year / 100, year % 100) switch
    {
        (var thousand, < 10) when thousand % 10 == 0 => year.ToWords(addAnd: false, culture: English),
        (var century, 0) => $"{century.ToWords(English)} hundred",
        (var century, < 10 and var rest) => $"{century.ToWords(English)} oh {rest.ToWords(English)}",
        var (century, rest) => $"{century.ToWords(English)} {rest.ToWords(English)}",
    };

    private static string SayNumber(string number)
    {
        var parts = number.Split('.', 2);
        var digits = parts[0].Replace(",", "", StringComparison.Ordinal);
        var isCode = digits.Length >= DigitsOfALongNumber && !parts[0].Contains(',', StringComparison.Ordinal);
        var whole = isCode || (digits.Length > 1 && digits[0] == '0') ? SayDigits(digits) : Whole(parts[0]).ToWords(English);
        return parts.Length == 1 ? whole : $"{whole} point {SayDigits(parts[1])}";
    }

    private static string SayDigits(string number) => string.Join(' ', number.Where(char.IsAsciiDigit).Select(digit => (digit - '0').ToWords(English)));

    private static long Whole(string digits) =>
        long.TryParse(digits.Replace(",", "", StringComparison.Ordinal), NumberStyles.None, CultureInfo.InvariantCulture, out var whole) ? whole : 0;

    [GeneratedRegex(@"([$€£])\s?(\d{1,3}(?:,\d{3})+|\d{1,15})(\.\d+)?(?:\s?(thousand|million|billion|k)\b)?", RegexOptions.IgnoreCase)]
    private static partial Regex Amount();

    [GeneratedRegex(@"(?<![\w.])(\d[\d,]*(?:\.\d+)?)\s?%")]
    private static partial Regex Percent();

    [GeneratedRegex(@"\b\d{4}-\d{2}-\d{2}\b")]
    private static partial Regex IsoDate();

    [GeneratedRegex(@"\b(\d{1,2}):(\d{2})\b(\s?[ap]\.?m\b\.?)?", RegexOptions.IgnoreCase)]
    private static partial Regex ClockTime();

    // Phone, card and account numbers, with or without separators.
    [GeneratedRegex(@"(?<![\w.,])\+?\(?\d(?:[-\s().]{0,2}\d){6,}(?![\w,]|\.\d)")]
    private static partial Regex LongNumber();

    [GeneratedRegex(@"\b(\d{1,4})(?:st|nd|rd|th)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Ordinal();

    [GeneratedRegex(@"(?<![\w\d])[-−](?=\d)")]
    private static partial Regex Negative();

    [GeneratedRegex(@"(?<![\w.,:-])(?:1[1-9]\d\d|20\d\d)(?![\w:%-]|[.,]\d)")]
    private static partial Regex Year();

    [GeneratedRegex(@"(?<![\w.])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?!\w)")]
    private static partial Regex Number();
}
