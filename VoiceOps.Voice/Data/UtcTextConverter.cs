using System.Globalization;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Data;

/// <summary>UTC times as TEXT <c>yyyy-MM-dd HH:mm:ss.ffffff</c>: fixed width, so that text order is time order.</summary>
internal sealed class UtcTextConverter() : ValueConverter<DateTime, string>(value => Write(value), text => Read(text))
{
    public const string Format = "yyyy-MM-dd HH:mm:ss.ffffff";

    public static string Write(DateTime value) => value.ToString(Format, CultureInfo.InvariantCulture);

    /// <summary>
    /// Another form is no time at all, and reads as <see cref="Unreadable.Time"/>: in the database it stands in another order than its time's. The tables
    /// refuse it; one that stands there all the same must not take the other rows with it.
    /// </summary>
    public static DateTime Read(string text) =>
        DateTime.TryParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var value)
            ? value
            : Unreadable.Time;
}
