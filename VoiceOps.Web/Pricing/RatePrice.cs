using System.Globalization;
using VoiceOps.Voice.Pricing;

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

        if (digits.Contains(','))
        {
            return (null, "Use a point for decimals and nothing between thousands.");
        }

        if (digits.StartsWith('-') || digits.StartsWith('−'))
        {
            return (null, "A rate cannot be negative.");
        }

        if (digits.Contains('e', StringComparison.OrdinalIgnoreCase)
            && decimal.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var meant))
        {
            return (null, $"Write it out: {meant.ToString("0.############################", CultureInfo.InvariantCulture)}.");
        }

        if (!decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var price))
        {
            return (null, "That is not a number such as 0.014.");
        }

        // The scale of the text, not of the value: a digit that decimal had to drop would be a silent rounding.
        var decimals = digits.Contains('.') ? digits.TrimEnd('0').Split('.')[1].Length : 0;
        return decimals > MostDecimals ? (null, $"{MostDecimals} decimals at most.")
            : price > Rate.HighestUnitPrice ? (null, $"More than ${Rate.HighestUnitPrice} a unit is surely a slip.")
            : (price / 1.0000000000000000000000000000m, null);
    }
}
