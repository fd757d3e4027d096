using System.Globalization;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace VoiceOps.Voice.Data;

/// <summary>UTC times as TEXT <c>yyyy-MM-dd HH:mm:ss.ffffff</c>: fixed width, so that text order is time order.</summary>
internal sealed class UtcTextConverter() : ValueConverter<DateTime, string>(value => Write(value), text => Read(text))
{
    public const string Format = "yyyy-MM-dd HH:mm:ss.ffffff";

    public static string Write(DateTime value) => value.ToString(Format, CultureInfo.InvariantCulture);

    // People write rows by hand too, often a bare date.
    public static DateTime Read(string text) =>
        DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}
