using System.Globalization;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Web.Credits;

/// <summary>A length of talk as somebody types it: <c>90</c> or <c>1.5</c> minutes, or <c>4166:40</c> for minutes and seconds. Always whole seconds.</summary>
public static class TalkTime
{
    private const int SecondsPerMinute = 60;
    private const decimal MostMinutes = 1_000_000_000;

    public static string Write(long seconds) => seconds % SecondsPerMinute == 0
        ? (seconds / SecondsPerMinute).ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{seconds / SecondsPerMinute}:{seconds % SecondsPerMinute:00}");

    /// <summary>Seconds, or null and what is wrong, in words that stand behind a colon.</summary>
    public static long? Read(string? text, out string? problem)
    {
        var parts = (text ?? "").Trim().Split(':');
        if (parts is [var whole, [>= '0' and <= '5', >= '0' and <= '9'] rest] && long.TryParse(whole, NumberStyles.None,
            CultureInfo.InvariantCulture, out var minutes)
            && minutes <= MostMinutes)
        {
            problem = null;
            return (minutes * SecondsPerMinute) + int.Parse(rest, CultureInfo.InvariantCulture);
        }

        if (parts.Length > 1)
        {
            problem = "minutes and seconds are written 4166:40";
            return null;
        }

        if (ExactNumber.Read(text, out problem) is not { } number)
        {
            return null;
        }

        var seconds = number * SecondsPerMinute;
        problem = number is < 0 or > MostMinutes ? "that is surely a slip" : seconds != decimal.Truncate(seconds)
            ? "whole seconds, such as 1.5 or 4166:40" : null;
        return problem is null ? (long)seconds : null;
    }
}
