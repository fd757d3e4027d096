using CsvHelper;
using VoiceOps.Voice.Files;

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

        var separated = SeparatedText.Of(text);
        using var csv = CsvReader.FromText(separated.Text, new CsvReaderOptions
        {
            // The head is a row like the others: its line is wanted too.
            HasHeader = false,
            Separator = separated.Separator,
            TrimWhitespace = true,
            TrackLineNumbers = true,
            MalformedData = CsvMalformedDataHandling.Skip,
            OnMalformedRecord = bad => problems.Problem(file, (int)bad.LineNumber, bad.Reason == CsvMalformedReason.UnterminatedQuote
                ? "A quote is opened here and never closed."
                : "A quote stands where none may: a field with quotes is quoted as a whole, and its own quotes are doubled."),
        });
        var columns = new ReadColumns(table, map);
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
                head = fields;
                CheckHead(columns, head, line);
            }
            else if (fields.Length != head.Length)
            {
                problems.Problem(file, line, $"It has {fields.Length} fields, and the head has {head.Length}.");
            }
            else if (columns.TryRead(head, fields, out var values, out var problem))
            {
                records.Add(new ImportRecord(table, file, line, values));
            }
            else
            {
                problems.Problem(file, line, problem);
            }
        }
    }

    private void CheckHead(ReadColumns columns, string[] head, int line)
    {
        var known = columns.Of(head);
        var unused = head.Where((name, index) => known[index] is null && name.Length > 0).ToList();
        if (known.All(column => column is null))
        {
            problems.Problem(file, line, "None of its columns is known. The first line must hold their names.");
        }
        else if (unused.Count > 0)
        {
            problems.Notice(file, 0, $"Columns that are not read: {string.Join(", ", unused)}.");
        }

        foreach (var (heading, better) in columns.GivingWay(head))
        {
            problems.Notice(file, line, $"{head[heading]} is not read: {better} is the column of the same.");
        }
    }
}
