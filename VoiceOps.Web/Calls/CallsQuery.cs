using System.Globalization;
using VoiceOps.Voice.Reporting.Ranges;
using VoiceOps.Voice.Usage;
using VoiceOps.Web.Calls.CallLog;

namespace VoiceOps.Web.Calls;

/// <summary>The query string of the call log, not checked yet.</summary>
public sealed record CallsQuery
{
    private const decimal MostDollars = 1_000_000;

    public string? Range { get; init; }

    public string? From { get; init; }

    public string? To { get; init; }

    public string? Persona { get; init; }

    public string? Account { get; init; }

    public string? Model { get; init; }

    public string? Status { get; init; }

    public string? Reason { get; init; }

    public string? Number { get; init; }

    public string? Interrupted { get; init; }

    public string? Wasted { get; init; }

    public string? CostFrom { get; init; }

    public string? CostTo { get; init; }

    public string? Loss { get; init; }

    public string? Before { get; init; }

    public string? After { get; init; }

    /// <summary>What is shown, with a sentence for the reader for everything that was corrected.</summary>
    public (CallsAddress Address, IReadOnlyList<string> Notices) Read(DateOnly today)
    {
        var notices = new List<string>();
        var range = RangeAddress.Parse(Range, From, To, today);
        if (range.Notice is not null)
        {
            notices.Add(range.Notice);
        }

        var filter = new CallLogFilter(range.Request)
        {
            PersonaId = Id(Persona, "a persona", notices),
            AccountId = Id(Account, "an account", notices),
            Model = Word(Model),
            Status = Word(Status),
            EndedReason = Word(Reason),
            Number = Digits(Number, notices),
            IsInterrupted = Flag(Interrupted, "interrupted", notices),
            IsWasted = Flag(Wasted, "wasted", notices),
            CostFrom = Dollars(CostFrom, notices),
            CostTo = Dollars(CostTo, notices),
            IsAtALoss = Flag(Loss, "loss", notices),
        };
        return (new CallsAddress(filter, Key(Before, notices), Key(After, notices)), notices);
    }

    /// <summary>What a filter for phone numbers understands: digits, and a plus before the first for whole numbers. Null when there are none.</summary>
    public static string? Digits(string? text)
    {
        var digits = string.Concat((text ?? "").Where(char.IsAsciiDigit));
        return digits.Length == 0 ? null : text!.TrimStart().StartsWith('+') ? "+" + digits : digits;
    }

    /// <summary>An amount to look for: as everywhere, with a point. Null when it is none.</summary>
    public static decimal? Dollars(string? text) => ExactNumber.ReadDollars(text, out _) is >= 0 and <= MostDollars and var dollars ? dollars : null;

    private static decimal? Dollars(string? text, List<string> notices)
    {
        var dollars = Dollars(text);
        if (dollars is null && Word(text) is not null)
        {
            notices.Add("An amount to look for is dollars such as 0.25, with a point; it was left out.");
        }

        return dollars;
    }

    private static string? Word(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static string? Digits(string? text, List<string> notices)
    {
        var digits = Digits(text);
        if (digits is null && Word(text) is not null)
        {
            notices.Add("A number to look for needs digits; calls of all numbers are shown.");
        }

        return digits;
    }

    private static long? Id(string? text, string what, List<string> notices)
    {
        if (Word(text) is not { } word)
        {
            return null;
        }

        if (long.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            return id;
        }

        notices.Add($"The address names {what} that cannot exist; they have whole numbers. All are shown.");
        return null;
    }

    private static bool Flag(string? text, string name, List<string> notices)
    {
        if (Word(text) is not { } word || bool.TryParse(word, out var flag) is var isFlag && isFlag && !flag)
        {
            return false;
        }

        if (!isFlag)
        {
            notices.Add($"“{name}” is true or it is not there; it was left out.");
        }

        return isFlag;
    }

    private static CallLogKey? Key(string? text, List<string> notices)
    {
        if (Word(text) is not { } word)
        {
            return null;
        }

        var key = CallLogKey.Parse(word);
        if (key is null)
        {
            notices.Add("The address names a place in the log that does not exist; the newest calls are shown.");
        }

        return key;
    }
}
