using VoiceOps.Voice.Accounts;

namespace VoiceOps.Web.Shared;

/// <summary>Phone numbers as they may be seen: country and the last four digits.</summary>
public static class PhoneNumber
{
    private const int Visible = 4;

    private static readonly HashSet<string> TwoDigitCountries =
    [
        "20", "27", "30", "31", "32", "33", "34", "36", "39", "40", "41", "43", "44", "45", "46", "47", "48", "49", "51", "52", "53", "54", "55", "56",
        "57", "58", "60", "61", "62", "63", "64", "65", "66", "81", "82", "84", "86", "90", "91", "92", "93", "94", "95", "98",
    ];

    public static string Mask(string? number)
    {
        if (!CallerNumber.IsKnown(number))
        {
            return "withheld";
        }

        if (number![0] != '+' || number.Length < 8 || !number.AsSpan(1).ContainsOnlyDigits())
        {
            // A SIP address or a short code; a word such as "anonymous" says nothing about anybody.
            return number.Any(char.IsAsciiDigit) ? "••• " + number[^Math.Min(2, number.Length)..] : number;
        }

        return $"+{Country(number[1..])} ••• {number[^Visible..]}";
    }

    private static string Country(string digits) => digits switch
    {
        ['1' or '7', ..] => digits[..1],
        _ when TwoDigitCountries.Contains(digits[..2]) => digits[..2],
        _ => digits[..3],
    };

    private static bool ContainsOnlyDigits(this ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('0', '9');
}
