using System.Globalization;
using System.Text.RegularExpressions;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.History.Import;

/// <summary>Reads the fields of one row, exactly, and tells what cannot be read with the row's line.</summary>
internal sealed partial class FieldReader(ImportRecord record, ImportProblems problems)
{
    private const decimal Highest = 1_000_000_000_000;
    private const long MillisecondsFrom = 100_000_000_000; // as seconds this would be the year 5138

    private static readonly string[] MomentFormats =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd' 'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd' 'HH:mm:ss.FFFFFFF' 'K", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd' 'HH:mm",
        "yyyy-MM-dd' 'HH:mm:ss.FFFFFFFzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzz", "yyyy-MM-dd", "yyyy/MM/dd' 'HH:mm:ss", "yyyy-MM-dd' 'HH:mm:ss.FFFFFFF' UTC'", "ddd, dd MMM yyyy HH:mm:ss 'GMT'", "ddd, dd MMM yyyy HH:mm:ss zzz",
    ];

    /// <summary>False once something of this row could not be read.</summary>
    public bool IsGood { get; private set; } = true;

    public string? Text(string column) => record[column]?.Trim();

    public string Required(string column)
    {
        if (Text(column) is { } text)
        {
            return text;
        }

        Problem($"{column} is missing.");
        return "";
    }

    /// <summary>An exact decimal from its text, <c>5.9e-07</c> and <c>$0.014</c> included; never by way of a float.</summary>
    public decimal? Number(string column)
    {
        if (Text(column) is not { } text)
        {
            return null;
        }

        var digits = text.TrimStart('$').Trim();
        if (!decimal.TryParse(digits, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var value))
        {
            Problem(digits.Contains(',')
                ? $"{column} is \"{text}\": use a point for decimals and nothing between thousands."
                : $"{column} is \"{text}\", which is not a number.");
            return null;
        }

        if (Math.Abs(value) > Highest)
        {
            Problem($"{column} is {text}, which is too large to be true.");
            return null;
        }

        return value;
    }

    public decimal? NotNegative(string column)
    {
        var value = Number(column);
        if (value < 0)
        {
            Problem($"{column} is {Text(column)}: it cannot be negative.");
        }

        return value;
    }

    /// <summary>Whole seconds; a started second counts, as for live calls. <c>187</c>, <c>186.4</c>, <c>3:07</c> or <c>00:03:07</c>.</summary>
    public int? Seconds(string column)
    {
        if (Text(column) is not { } text)
        {
            return null;
        }

        decimal? seconds = text.Contains(':') ? Clock(text) : NotNegative(column);
        if (seconds is null or > int.MaxValue)
        {
            if (text.Contains(':') || seconds is not null)
            {
                Problem($"{column} is \"{text}\", which is no length of a call.");
            }

            return null;
        }

        return (int)decimal.Ceiling(seconds.Value);
    }

    /// <summary>UTC, to the microsecond. A time without a zone is taken as UTC; a number is seconds or milliseconds since 1970.</summary>
    public DateTime? Moment(string column)
    {
        if (Text(column) is not { } text)
        {
            return null;
        }

        if (decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var since) && since is > 0 and < MillisecondsFrom * 100)
        {
            var ticks = (long)(since * (since >= MillisecondsFrom ? TimeSpan.TicksPerMillisecond : TimeSpan.TicksPerSecond));
            return UtcTime.ToMicrosecond(DateTime.UnixEpoch.AddTicks(ticks));
        }

        // PostgreSQL writes +00 for +00:00.
        var zoned = ShortZone().Replace(text, "$0:00");
        if (DateTimeOffset.TryParseExact(zoned, MomentFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) && moment.Year is >= 1970 and < 2200)
        {
            return UtcTime.ToMicrosecond(moment.UtcDateTime);
        }

        Problem($"{column} is \"{text}\", which is no time such as 2025-11-03T10:00:00Z.");
        return null;
    }

    public DateTime RequiredMoment(string column)
    {
        if (Text(column) is null)
        {
            Problem($"{column} is missing.");
        }

        return Moment(column) ?? DateTime.UnixEpoch;
    }

    public void Problem(string text)
    {
        IsGood = false;
        problems.Problem(record.File, record.Line, text);
    }

    public void Notice(string text) => problems.Notice(record.File, record.Line, text);

    private static decimal? Clock(string text)
    {
        var parts = text.Split(':');
        if (parts.Length is < 2 or > 3)
        {
            return null;
        }

        decimal seconds = 0;
        foreach (var part in parts)
        {
            if (!decimal.TryParse(part, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) || value >= 100_000)
            {
                return null;
            }

            seconds = (seconds * 60) + value;
        }

        return seconds;
    }

    [GeneratedRegex(@"(?<=:\d\d(\.\d+)?)[+-]\d\d$")]
    private static partial Regex ShortZone();
}
