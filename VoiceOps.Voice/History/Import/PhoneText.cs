using System.Text.RegularExpressions;

namespace VoiceOps.Voice.History.Import;

/// <summary>Phone numbers as exports write them. Whose call it is hangs on every digit, so nothing is made of one that has lost some.</summary>
internal static partial class PhoneText
{
    /// <summary>The number as calls have it; a text that is no number, such as <c>Anonymous</c>, stays as it is. Null with a problem, or a notice, in words.</summary>
    public static string? Read(string text, out string? problem, out string? notice)
    {
        (problem, notice) = (null, null);
        if (Exponent().IsMatch(text))
        {
            problem = "a spreadsheet has shortened it, and its last digits are lost. Format the column as text and export it again";
            return null;
        }

        var digits = Punctuation().Replace(text, "");
        if (International().IsMatch(digits))
        {
            return digits;
        }

        // A number in a column of numbers loses its plus, and where some are missing it gets a decimal.
        var plain = digits.EndsWith(".0", StringComparison.Ordinal) ? digits[..^2] : digits;
        if (WithoutPlus().IsMatch(plain))
        {
            notice = $"has no plus in front; it is taken for +{plain}";
            return $"+{plain}";
        }

        if (plain.Length > 0 && plain.All(char.IsAsciiDigit))
        {
            notice = "is no full number with its country, so it is nobody's: the call belongs to the default account";
        }

        return text;
    }

    [GeneratedRegex(@"^[0-9]+([.,][0-9]+)?[eE][+]?[0-9]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Exponent();

    [GeneratedRegex(@"^\+[1-9][0-9]{6,14}\z", RegexOptions.CultureInvariant)]
    private static partial Regex International();

    // Of ten digits or fewer nobody knows whether the country is among them.
    [GeneratedRegex(@"^[1-9][0-9]{10,14}\z", RegexOptions.CultureInvariant)]
    private static partial Regex WithoutPlus();

    [GeneratedRegex(@"(?<=[0-9+() -])[ ()-]|^[(](?=\+)", RegexOptions.CultureInvariant)]
    private static partial Regex Punctuation();
}
