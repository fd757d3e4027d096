using System.Globalization;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.History.Import;

/// <summary>Reads the fields of one row, exactly, and tells what cannot be read with the row's line.</summary>
internal sealed class FieldReader(ImportRecord record, ImportProblems problems)
{
    private const decimal Highest = 1_000_000_000_000;

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

    /// <summary>An id. One that a spreadsheet has shortened may stand for any of many rows.</summary>
    public string? Id(string column)
    {
        if (Text(column) is { } text && ExactNumber.IsShortened(text))
        {
            Problem($"{column} is \"{text}\": a spreadsheet has shortened it, so it may be any of many. Format the column as text and export it again.");
        }

        return Text(column);
    }

    public string? Phone(string column)
    {
        if (Text(column) is not { } text)
        {
            return null;
        }

        var number = PhoneText.Read(text, out var problem, out var notice);
        if (problem is not null)
        {
            Problem($"{column} is \"{text}\": {problem}.");
        }
        else if (notice is not null)
        {
            Notice($"{column} {text} {notice}.");
        }

        return number;
    }

    /// <summary>An exact decimal from its text, <c>5.9e-07</c> and <c>$0.014</c> included; never by way of a float.</summary>
    public decimal? Number(string column)
    {
        if (Text(column) is not { } text)
        {
            return null;
        }

        if (ExactNumber.ReadDollarsOrFloat(text, out var problem) is not { } value)
        {
            Problem(problem!.StartsWith(ExactNumber.NoNumber, StringComparison.Ordinal) ? $"{column} is \"{text}\", which is not a number{problem[ExactNumber.NoNumber.Length..]}."
                : $"{column} is \"{text}\": {problem}.");
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

    /// <summary>UTC, to the microsecond. A time without a zone is taken as UTC; for a number see <see cref="MomentText"/>.</summary>
    public DateTime? Moment(string column)
    {
        if (Text(column) is not { } text)
        {
            return null;
        }

        if (MomentText.Read(text, out var isSerial) is not { } moment)
        {
            Problem($"{column} is \"{text}\", which is no time such as 2025-11-03T10:00:00Z.{MomentText.Hint(text)}");
            return null;
        }

        if (isSerial)
        {
            problems.NoticeOnce(record.File, record.Line, column, string.Create(
                CultureInfo.InvariantCulture, $"{column} is read as a spreadsheet's count of days, here and in the rows below: {text} is {moment:yyyy-MM-dd HH:mm:ss} UTC."));
        }

        return moment;
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
}
