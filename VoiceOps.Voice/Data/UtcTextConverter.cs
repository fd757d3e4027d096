using System.Globalization;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace VoiceOps.Voice.Data;

/// <summary>UTC times as TEXT <c>yyyy-MM-dd HH:mm:ss.ffffff</c>: fixed width, so that text order is time order.</summary>
internal sealed class UtcTextConverter() : ValueConverter<DateTime, string>(
    value => value.ToString(Format, CultureInfo.InvariantCulture),
    text => DateTime.ParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal))
{
    public const string Format = "yyyy-MM-dd HH:mm:ss.ffffff";
}
