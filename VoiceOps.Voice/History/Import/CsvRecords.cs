using CsvHelper;

namespace VoiceOps.Voice.History.Import;

/// <summary>Rows of a CSV file: comma, semicolon, tab or bar, quoted as RFC 4180 says, fields with line breaks included.</summary>
internal sealed class CsvRecords(string file, OtherNames map, ImportProblems problems, List<ImportRecord> records)
{
    public void Read(string text)
    {
        if (ImportNames.TableOf(file) is not { } table)
        {
            problems.Problem(file, 0, "Its name does not say which table it is. Name it calls, api_call_events, service_pricing or personas.");
            return;
        }

        using var csv = CsvReader.FromText(text, new CsvReaderOptions
        {
            // The head is a row like the others: its line is wanted too.
            HasHeader = false,
            Separator = Separator(text),
            TrimWhitespace = true,
            TrackLineNumbers = true,
            MalformedData = CsvMalformedDataHandling.Skip,
            OnMalformedRecord = bad => problems.Problem(file, (int)bad.LineNumber, bad.Reason == CsvMalformedReason.UnterminatedQuote
                ? "A quote is opened here and never closed."
                : "A quote stands where none may: a field with quotes is quoted as a whole, and its own quotes are doubled."),
        });
        string[]? head = null;
        while (csv.Read())
        {
            var fields = Enumerable.Range(0, csv.FieldCount).Select(csv.GetString).ToArray();
            var line = (int)csv.LineNumber;
            if (fields.All(string.IsNullOrWhiteSpace))
            {
                continue;
            }

            if (head is null)
            {
                head = Head(table, fields, line);
            }
            else if (fields.Length != head.Length)
            {
                problems.Problem(file, line, $"It has {fields.Length} fields, and the head has {head.Length}.");
            }
            else
            {
                records.Add(new ImportRecord(table, file, line, Values(head, fields)));
            }
        }
    }

    private static Dictionary<string, string> Values(string[] head, string[] fields)
    {
        var values = new Dictionary<string, string>();
        for (var index = 0; index < head.Length; index++)
        {
            if (head[index].Length > 0 && !ImportRecord.SaysNothing(fields[index]))
            {
                values.TryAdd(head[index], fields[index]);
            }
        }

        return values;
    }

    // By the head alone: a prompt further down may have more commas than all heads together.
    private static char Separator(string text)
    {
        var head = text.AsSpan().TrimStart();
        head = head[..(head.IndexOfAny('\r', '\n') is >= 0 and var end ? end : head.Length)];
        var best = ',';
        foreach (var separator in ";\t|")
        {
            best = head.Count(separator) > head.Count(best) ? separator : best;
        }

        return best;
    }

    private string[] Head(ImportTable table, string[] names, int line)
    {
        var columns = names.Select(name => map.ColumnOf(table, name) ?? "").ToArray();
        var unused = names.Where((name, index) => columns[index].Length == 0 && name.Length > 0).ToList();
        if (unused.Count == names.Length)
        {
            problems.Problem(file, line, "None of its columns is known. The first line must hold their names.");
        }
        else if (unused.Count > 0)
        {
            problems.Notice(file, 0, $"Columns that are not read: {string.Join(", ", unused)}.");
        }

        return columns;
    }
}
