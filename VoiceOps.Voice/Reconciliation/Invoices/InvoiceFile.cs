using System.Globalization;
using CsvHelper;
using VoiceOps.Voice.Files;

namespace VoiceOps.Voice.Reconciliation.Invoices;

/// <summary>
/// Reads invoices from CSV: <c>service, number, first_day, last_day, amount</c>, in any order, in snake_case or camelCase; other
/// columns are ignored. Lines with the same number are one invoice.
/// </summary>
internal static class InvoiceFile
{
    private const int MostLines = 10_000;
    private static readonly string[] Columns = ["service", "number", "first_day", "last_day", "amount"];

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
        var separated = SeparatedText.Of(text);
        using var csv = CsvReader.FromText(separated.Text, new CsvReaderOptions
        {
            // The head is a row like the others: two columns of one name are told.
            HasHeader = false,
            Separator = separated.Separator,
            TrimWhitespace = true,
            TrackLineNumbers = true,
            MalformedData = CsvMalformedDataHandling.Throw,
        });
        var head = ReadRow(csv);
        var places = Columns.ToDictionary(column => column, column => Places(head, column));
        var missing = Columns.Where(column => places[column].Count == 0).ToList();
        if (missing.Count > 0)
        {
            return ([], [$"Line {Math.Max(1, (int)csv.LineNumber)} must name the columns {string.Join(", ", Columns)}; these are missing: {string.Join(", ", missing)}."]);
        }

        var lines = new List<(int, InvoiceDraft)>();
        var problems = new List<string>();
        while (ReadRow(csv) is { Length: > 0 } fields)
        {
            if (lines.Count == MostLines)
            {
                return ([], [string.Create(CultureInfo.InvariantCulture, $"The file has more than {MostLines:#,##0} lines.")]);
            }

            var line = (int)csv.LineNumber;
            var values = Columns.ToDictionary(column => column, column => places[column].Select(place => fields.ElementAtOrDefault(place) ?? "").Distinct().ToList());
            problems.AddRange(values.Where(value => value.Value.Count > 1).Select(value =>
                $"Line {line}: {string.Join(" and ", places[value.Key].Select(place => head[place]))} are both {value.Key}, and say {string.Join(" and ", value.Value.Select(text => $"\"{text}\""))}. Leave one of them out."));
            var draft = new InvoiceDraft
            {
                Service = values["service"][0],
                Number = values["number"][0],
                FirstDay = values["first_day"][0],
                LastDay = values["last_day"][0],
                Amount = values["amount"][0],
            };
            problems.AddRange(draft.Problems(today).Select(problem => $"Line {line}: {problem}"));
            lines.Add((line, draft));
        }

        return problems.Count > 0 ? ([], problems) : lines.Count == 0 ? ([], ["The file has no lines but its header."]) : (lines, []);
    }

    /// <summary>The next row with anything in it; empty at the end.</summary>
    private static string[] ReadRow(CsvReader csv)
    {
        while (csv.Read())
        {
            var fields = Enumerable.Range(0, csv.FieldCount).Select(csv.GetString).ToArray();
            if (!fields.All(string.IsNullOrWhiteSpace))
            {
                return fields;
            }
        }

        return [];
    }

    /// <summary>Where a column stands: at its own name, or where that is nowhere at every other spelling of it.</summary>
    private static List<int> Places(string[] head, string column)
    {
        var spelled = Enumerable.Range(0, head.Length).Where(place => Squeeze(head[place]) == Squeeze(column)).ToList();
        return spelled.FindAll(place => head[place] == column) is { Count: > 0 } exact ? exact : spelled;
    }

    private static string Squeeze(string name) => name.Trim().Replace("_", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant();
}
