using System.Globalization;
using System.Text.RegularExpressions;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.History.Import;

/// <summary>
/// Moments as exports write them. A bare number is one of three things, told apart by its size: days since the spreadsheets' first day, seconds or
/// milliseconds since 1970. What is none of them in this century, such as 20251103 or 2025, is no moment.
/// </summary>
internal static partial class MomentText
{
    private const decimal FirstSerialDay = 36_526; // 2000-01-01
    private const decimal LastSerialDay = 109_575; // 2200-01-01
    private const decimal FirstSecond = 946_684_800; // 2000-01-01
    private const decimal LastSecond = 7_258_118_400; // 2200-01-01

    /// <summary>Day 0 of spreadsheets: they count a 29 February 1900 that never was, so that from March of that year on the days are these.</summary>
    private static readonly DateTime SerialDayZero = new(1899, 12, 30, 0, 0, 0, DateTimeKind.Utc);

    private static readonly string[] Formats =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd' 'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd' 'HH:mm:ss.FFFFFFF' 'K", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd' 'HH:mm",
        "yyyy-MM-dd' 'HH:mm:ss.FFFFFFFzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzz", "yyyy-MM-dd", "yyyy/MM/dd' 'HH:mm:ss", "yyyy-MM-dd' 'HH:mm:ss.FFFFFFF' UTC'", "ddd, dd MMM yyyy HH:mm:ss 'GMT'", "ddd, dd MMM yyyy HH:mm:ss zzz",
    ];

    /// <summary>UTC, to the microsecond; null for a text that is no moment of this century or the next.</summary>
    public static DateTime? Read(string text, out bool isSerial)
    {
        isSerial = false;
        if (Digits().IsMatch(text))
        {
            return decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? OfNumber(text, number, out isSerial) : null;
        }

        // PostgreSQL writes +00 for +00:00.
        var zoned = ShortZone().Replace(text, "$0:00");
        return DateTimeOffset.TryParseExact(zoned, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) && moment.Year is >= 2000 and < 2200
            ? UtcTime.ToMicrosecond(moment.UtcDateTime)
            : null;
    }

    /// <summary>What to write instead, for a text that looks like a day or a year.</summary>
    public static string Hint(string text) => text switch
    {
        _ when CompactDay().Match(text) is { Success: true } day => $" If it is a day, write it as {day.Groups[1]}-{day.Groups[2]}-{day.Groups[3]}.",
        _ when ExactNumber.IsShortened(text) => " A spreadsheet has shortened it: format the column as a date and export it again.",
        _ => "",
    };

    private static DateTime? OfNumber(string text, decimal number, out bool isSerial)
    {
        isSerial = number is >= FirstSerialDay and < LastSerialDay;
        if (isSerial)
        {
            // Spreadsheets keep a moment as a fraction of a day that has no end: to the millisecond it is what was typed.
            return SerialDayZero.AddMilliseconds((double)decimal.Round(number * 86_400_000, MidpointRounding.ToEven));
        }

        return CompactHour().IsMatch(text) ? null
            : number is >= FirstSecond and < LastSecond ? Since1970(number * TimeSpan.TicksPerSecond)
            : number is >= FirstSecond * 1_000 and < LastSecond * 1_000 ? Since1970(number * TimeSpan.TicksPerMillisecond)
            : null;
    }

    private static DateTime Since1970(decimal ticks) => UtcTime.ToMicrosecond(DateTime.UnixEpoch.AddTicks((long)ticks));

    [GeneratedRegex(@"^[0-9]+(\.[0-9]+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Digits();

    [GeneratedRegex(@"^(20\d\d|19\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])", RegexOptions.CultureInvariant)]
    private static partial Regex CompactDay();

    // 2025110310, 202511031000, 20251103100000: as a count of seconds or milliseconds they would be other moments, of years that are not meant.
    [GeneratedRegex(@"^20\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])([01]\d|2[0-3])([0-5]\d([0-5]\d(\d\d\d)?)?)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex CompactHour();

    [GeneratedRegex(@"(?<=:\d\d(\.\d+)?)[+-]\d\d$")]
    private static partial Regex ShortZone();
}
