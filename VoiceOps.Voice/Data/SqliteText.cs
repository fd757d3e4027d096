using System.Globalization;

namespace VoiceOps.Voice.Data;

/// <summary>
/// Numbers and times as the text that SQLite holds, in UTF-8, so that a row is the same whoever wrote it. Formats of one's own cost ten times
/// as much as the standard ones, and a row has five such values.
/// </summary>
internal static class SqliteText
{
    /// <summary>Bytes that are enough for any.</summary>
    public const int Longest = 64;

    private const int DateLength = 10;

    /// <summary>As Microsoft.Data.Sqlite writes decimals, <c>0.0###</c>: at least one digit behind the point, and no zeros that say nothing. Returns the length.</summary>
    public static int Write(decimal value, Span<byte> text)
    {
        value.TryFormat(text, out var length, provider: CultureInfo.InvariantCulture);
        if (!text[..length].Contains((byte)'.'))
        {
            ".0"u8.CopyTo(text[length..]);
            return length + 2;
        }

        while (text[length - 1] == '0' && text[length - 2] != '.')
        {
            length--;
        }

        return length;
    }

    /// <summary>As <see cref="UtcTextConverter"/> writes times. Returns the length.</summary>
    public static int Write(DateTime value, Span<byte> text)
    {
        // yyyy-MM-ddTHH:mm:ss.fffffffZ
        value.TryFormat(text, out _, "O", CultureInfo.InvariantCulture);
        text[DateLength] = (byte)' ';
        return UtcTextConverter.Format.Length;
    }
}
