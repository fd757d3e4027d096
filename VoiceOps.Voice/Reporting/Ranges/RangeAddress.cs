using System.Globalization;

namespace VoiceOps.Voice.Reporting.Ranges;

/// <summary>A range as it stands in an address: <c>range=today|7d|30d|mtd|custom&amp;from=yyyy-MM-dd&amp;to=yyyy-MM-dd</c>.</summary>
/// <param name="Request">What is shown.</param>
/// <param name="Notice">A sentence for the reader when the address was corrected, else null.</param>
public sealed record RangeAddress(RangeRequest Request, string? Notice)
{
    private const string DayFormat = "yyyy-MM-dd";
    private const string CustomWord = "custom";
    private const int QuotedLength = 24;

    private static readonly Dictionary<string, RangeKind> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["today"] = RangeKind.Today,
        ["7d"] = RangeKind.Last7Days,
        ["30d"] = RangeKind.Last30Days,
        ["mtd"] = RangeKind.MonthToDate,
        [CustomWord] = RangeKind.Custom,
    };

    public static RangeAddress Parse(string? range, string? from, string? to, DateOnly today)
    {
        var hasDays = !string.IsNullOrWhiteSpace(from) || !string.IsNullOrWhiteSpace(to);
        var word = string.IsNullOrWhiteSpace(range) && hasDays ? CustomWord : range?.Trim();
        if (string.IsNullOrEmpty(word))
        {
            return new RangeAddress(RangeRequest.Default, null);
        }

        if (!Words.TryGetValue(word, out var kind))
        {
            return Fallback($"There is no range {Quoted(word)}");
        }

        return kind == RangeKind.Custom ? ParseDays(from, to, today) : new RangeAddress(new RangeRequest(kind), null);
    }

    /// <summary>The query string of a request, without its question mark.</summary>
    public static string Format(RangeRequest request)
    {
        var query = $"range={Words.First(word => word.Value == request.Kind).Key}";
        return request.Kind != RangeKind.Custom ? query : query + Day("from", request.From) + Day("to", request.To);

        static string Day(string name, DateOnly? day) =>
            day is { } value ? $"&{name}={Text(value)}" : "";
    }

    private static RangeAddress ParseDays(string? from, string? to, DateOnly today)
    {
        foreach (var text in new[] { from, to })
        {
            if (!string.IsNullOrWhiteSpace(text) && Day(text) is null)
            {
                return Fallback($"{Quoted(text)} is not a day such as {Text(today)}");
            }
        }

        switch (Day(from), Day(to))
        {
            case (null, null):
                return Fallback("A custom range needs a first and a last day");
            case ({ } first, null):
                return Corrected(first, today, "no last day is given");
            case (null, { } last):
                return Corrected(last, last, "no first day is given");
            case ({ } first, { } last):
                return Corrected(first, last, null);
        }

        RangeAddress Corrected(DateOnly first, DateOnly last, string? problem)
        {
            var days = ReportRanges.Correct(first, last, today);
            problem ??= first > last ? "the first day comes after the last"
                : last > today ? "it reaches into the future"
                : days != (first, last) ? $"it is longer than {ReportRanges.MaxDays} days"
                : null;
            var request = new RangeRequest(RangeKind.Custom, days.From, days.To);
            return new RangeAddress(request, problem is null ? null : $"The range was corrected because {problem}; this is {InWords(days)}.");
        }
    }

    private static RangeAddress Fallback(string problem) => new(RangeRequest.Default, $"{problem}; this is the last 30 days.");

    private static string InWords((DateOnly From, DateOnly To) days) =>
        days.From == days.To ? Text(days.To) : $"{Text(days.From)} to {Text(days.To)}";

    private static string Text(DateOnly day) => day.ToString(DayFormat, CultureInfo.InvariantCulture);

    private static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text?.Trim(), DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static string Quoted(string text) => $"“{(text.Length > QuotedLength ? text[..QuotedLength] + "…" : text)}”";
}
