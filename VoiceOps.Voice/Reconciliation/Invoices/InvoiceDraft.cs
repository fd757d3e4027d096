using System.Globalization;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Reconciliation.Invoices;

/// <summary>An invoice, or one line of it, as somebody typed it or a file has it: texts, to be read or to be told what is wrong with them.</summary>
public sealed record InvoiceDraft
{
    /// <summary>More is surely a slip.</summary>
    private const decimal Most = 1_000_000;

    public string? Service { get; init; }

    public string? Number { get; init; }

    public string? FirstDay { get; init; }

    public string? LastDay { get; init; }

    /// <summary>Dollars, as an exact decimal; credits are negative.</summary>
    public string? Amount { get; init; }

    internal string? CleanService => Service?.Trim().ToLowerInvariant();

    internal string? CleanNumber => Number?.Trim();

    internal DateOnly? First => Day(FirstDay);

    internal DateOnly? Last => Day(LastDay);

    internal decimal? Dollars => ExactNumber.ReadDollars(Amount, out _);

    /// <summary>What is wrong with it, in words for who typed it.</summary>
    public IEnumerable<string> Problems(DateOnly today)
    {
        if (CleanService is not { } service || !ServiceNames.All.Contains(service))
        {
            yield return $"The service must be one of {string.Join(", ", ServiceNames.All)}; it is \"{Service}\".";
        }

        if (string.IsNullOrEmpty(CleanNumber))
        {
            yield return "The invoice needs its number.";
        }

        if (First is not { } first)
        {
            yield return $"The first day must be a day such as {Text(today)}; it is \"{FirstDay}\".";
        }
        else if (Last is { } end && end < first)
        {
            yield return $"The last day, {LastDay}, is before the first, {FirstDay}.";
        }

        if (Last is null)
        {
            yield return $"The last day must be a day such as {Text(today)}; it is \"{LastDay}\".";
        }

        if (ExactNumber.ReadDollars(Amount, out var problem) is not { } dollars)
        {
            yield return $"The amount must be dollars such as 123.45; it is \"{Amount}\"{(IsPlainly(problem) ? "" : $": {problem}")}.";
        }
        else if (Math.Abs(dollars) > Most)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"An amount of more than ${Most:#,##0} is surely a slip.");
        }
    }

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text?.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    // "ten" is no number, and whoever typed it can see that.
    private static bool IsPlainly(string? problem) => problem == ExactNumber.NoNumber;
}
