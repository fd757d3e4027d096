using System.Text;

namespace VoiceOps.Voice.History.Import;

/// <summary>Reads the files of an export, CSV or JSON, into rows that know their line.</summary>
internal static class ImportReader
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static IReadOnlyList<ImportRecord> Read(IEnumerable<ImportFile> files, OtherNames map, ImportProblems problems)
    {
        var records = new List<ImportRecord>();
        foreach (var file in files)
        {
            if (Text(file, problems) is not { } text)
            {
                continue;
            }

            var before = records.Count;
            if (IsJson(file.Name, text))
            {
                new JsonRecords(file.Name, map, problems, records).Read(text);
            }
            else
            {
                new CsvRecords(file.Name, map, problems, records).Read(text);
            }

            if (records.Count == before)
            {
                problems.Notice(file.Name, 0, "It has no rows.");
            }
        }

        return records;
    }

    /// <summary>A byte order mark says what the text is written in; without one it is UTF-8, as exports are.</summary>
    private static string? Text(ImportFile file, ImportProblems problems)
    {
        try
        {
            using var reader = new StreamReader(new MemoryStream(file.Content), Strict, detectEncodingFromByteOrderMarks: true);
            return reader.ReadToEnd();
        }
        catch (DecoderFallbackException)
        {
            problems.Problem(file.Name, 0, "It is not UTF-8 text. Save it as UTF-8.");
            return null;
        }
    }

    private static bool IsJson(string name, string text) => Path.GetExtension(name).ToLowerInvariant() switch
    {
        ".json" or ".jsonl" or ".ndjson" => true,
        ".csv" or ".tsv" => false,
        _ => text.AsSpan().TrimStart() is ['[' or '{', ..],
    };
}
