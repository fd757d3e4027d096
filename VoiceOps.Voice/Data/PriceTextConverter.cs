using System.Text;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Data;

/// <summary>
/// A price that people set by SQL, as TEXT. The driver would read <c>0,12</c> as 12 and fail on <c>abc</c> with all rows of the query; here either is
/// <see cref="Unreadable.Price"/>, which no price is, so that its row alone is not used.
/// </summary>
internal sealed partial class PriceTextConverter() : ValueConverter<decimal, string>(value => Write(value), text => Read(text))
{
    public static string Write(decimal value)
    {
        Span<byte> text = stackalloc byte[SqliteText.Longest];
        return Encoding.UTF8.GetString(text[..SqliteText.Write(value, text)]);
    }

    public static decimal Read(string text) => Form().IsMatch(text) ? ExactNumber.Read(text, out _) ?? Unreadable.Price : Unreadable.Price;

    // As the rules of the tables have it: no leading zeros, which would be another text for the same price.
    [GeneratedRegex(@"^-?(0|[1-9][0-9]*)(\.[0-9]+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
