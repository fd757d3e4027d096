using System.Globalization;
using VoiceOps.Voice.Pricing;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Web.Pricing;

/// <summary>A new price as somebody types it: an exact decimal, never guessed at.</summary>
public static class RatePrice
{
    public const int MostDecimals = 12;

    /// <summary>Null with a problem in words, or the price and no problem.</summary>
    public static (decimal? Price, string? Problem) Read(string? text)
    {
        var digits = (text ?? "").Trim();
        digits = digits.StartsWith('$') ? digits[1..].TrimStart() : digits;
        if (digits.Length == 0)
        {
            return (null, "Type the new price in dollars, such as 0.014.");
        }

        if (digits.StartsWith('-') || digits.StartsWith('−'))
        {
            return (null, digits.Contains(',') ? Said(ExactNumber.UseAPoint) : "A rate cannot be negative.");
        }

        if (digits.Contains('e', StringComparison.OrdinalIgnoreCase)
            && decimal.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var meant))
        {
            return (null, $"Write it out: {meant.ToString("0.############################", CultureInfo.InvariantCulture)}.");
        }

        if (HasTooManyDecimals(digits))
        {
            return (null, $"{MostDecimals} decimals at most.");
        }

        return ExactNumber.Read(digits, out var problem) is not { } price
            ? (null, problem == ExactNumber.NoNumber ? "That is not a number such as 0.014." : Said(problem!))
            : price > Rate.HighestUnitPrice ? (null, $"More than ${Rate.HighestUnitPrice} a unit is surely a slip.")
            : (price / 1.0000000000000000000000000000m, null);
    }

    // The scale of the text, not of the value: a digit that decimal had to drop would be a silent rounding.
    private static bool HasTooManyDecimals(string digits) =>
        digits.All(character => char.IsAsciiDigit(character) || character == '.')
        && digits.Split('.') is [_, var decimals] && decimals.TrimEnd('0').Length > MostDecimals;

    private static string Said(string problem) => $"{char.ToUpperInvariant(problem[0])}{problem[1..]}.";
}
