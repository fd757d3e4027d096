using System.Globalization;
using CsvHelper;

namespace VoiceOps.Voice.Reconciliation.Invoices;

/// <summary>
/// Reads invoices from CSV: <c>service, number, first_day, last_day, amount</c>, in any order, in snake_case or camelCase; other
/// columns are ignored. Lines with the same number are one invoice.
/// </summary>
internal static class InvoiceFile
{
    private const int MostLines = 10_000;
    private static readonly string[] Columns = ["service", "number", "first_day", "last_day", "amount"];
    private static readonly CsvReaderOptions Options = new()
    {
        NormalizeHeaderName = name => name.Replace("_", "", StringComparison.Ordinal),
        TrimWhitespace = true,
        TrackLineNumbers = true,
        MalformedData = CsvMalformedDataHandling.Throw,
        MissingField = CsvMissingFieldHandling.ReturnEmpty,
    };

    /// <summary>Every problem with the number of its line; when there is any, nothing of the file is to be used.</summary>
    public static (IReadOnlyList<(int Line, InvoiceDraft Draft)> Lines, IReadOnlyList<string> Problems) Read(string text, DateOnly today)
    {
        try
        {
            return ReadLines(text, today);
        }
        catch (CsvFormatException exception)
        {
            return ([], [$"The file is no CSV that can be read: {exception.Message}"]);
        }
    }

    private static (IReadOnlyList<(int Line, InvoiceDraft Draft)> Lines, IReadOnlyList<string> Problems) ReadLines(string text, DateOnly today)
    {
        using var csv = CsvReader.FromText(text, Options);
        csv.ReadHeader();
        var missing = Columns.Where(column => !csv.TryGetFieldIndex(column, out _)).ToList();
        if (missing.Count > 0)
        {
            return ([], [$"Line 1 must name the columns {string.Join(", ", Columns)}; these are missing: {string.Join(", ", missing)}."]);
        }

        var lines = new List<(int, InvoiceDraft)>();
        var problems = new List<string>();
        while (csv.Read())
        {
            if (lines.Count == MostLines)
            {
                return ([], [string.Create(CultureInfo.InvariantCulture, $"The file has more than {MostLines:#,##0} lines.")]);
            }

            var line = (int)csv.LineNumber;
            var draft = new InvoiceDraft
            {
                Service = csv.GetString("service"),
                Number = csv.GetString("number"),
                FirstDay = csv.GetString("first_day"),
                LastDay = csv.GetString("last_day"),
                Amount = csv.GetString("amount"),
            };
            problems.AddRange(draft.Problems(today).Select(problem => $"Line {line}: {problem}"));
            lines.Add((line, draft));
        }

        return problems.Count > 0 ? ([], problems) : lines.Count == 0 ? ([], ["The file has no lines but its header."]) : (lines, []);
    }
}
