using System.Text;
using System.Text.Json;

namespace VoiceOps.Voice.History.Import;

/// <summary>
/// Rows of a JSON file: an array of objects, alone or as <c>data</c>, objects one a line, or one object that holds arrays by the names of tables.
/// Numbers are kept as they are written; no float ever sees them.
/// </summary>
internal sealed class JsonRecords(string file, OtherNames map, ImportProblems problems, List<ImportRecord> records)
{
    private readonly SortedSet<string> _unused = new(StringComparer.Ordinal);
    private byte[] _bytes = [];
    private long _counted;
    private int _line = 1;

    public void Read(string text)
    {
        _bytes = Encoding.UTF8.GetBytes(text);
        var reader = new Utf8JsonReader(_bytes, new JsonReaderOptions { AllowMultipleValues = true, AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
        try
        {
            while (reader.Read())
            {
                ReadTop(ref reader);
            }
        }
        catch (JsonException exception)
        {
            problems.Problem(file, (int)(exception.LineNumber ?? 0) + 1, "It is not JSON from here on.");
        }

        if (_unused.Count > 0)
        {
            problems.Notice(file, 0, $"Fields that are not read: {string.Join(", ", _unused)}.");
        }
    }

    private void ReadTop(ref Utf8JsonReader reader)
    {
        var table = ImportNames.TableOf(file);
        switch (reader.TokenType)
        {
            case JsonTokenType.StartArray:
                ReadArray(ref reader, table);
                break;
            case JsonTokenType.StartObject:
                ReadObject(ref reader, table, mayHoldTables: true);
                break;
            default:
                problems.Problem(file, LineOf(ref reader), "It holds no rows: an array of objects is expected.");
                break;
        }
    }

    private void ReadArray(ref Utf8JsonReader reader, ImportTable? table)
    {
        var isToldOf = false;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                problems.Problem(file, LineOf(ref reader), "A row must be an object.");
                reader.Skip();
            }
            else if (table is null)
            {
                if (!isToldOf)
                {
                    problems.Problem(file, 0, "Its name does not say which table it is. Name it calls, api_call_events, service_pricing or personas.");
                    isToldOf = true;
                }

                reader.Skip();
            }
            else
            {
                ReadObject(ref reader, table, mayHoldTables: false);
            }
        }
    }

    private void ReadObject(ref Utf8JsonReader reader, ImportTable? table, bool mayHoldTables)
    {
        var line = LineOf(ref reader);
        var fields = new Dictionary<string, string>();
        var heldTables = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            if (mayHoldTables && reader.TokenType == JsonTokenType.StartArray && (ImportNames.TableOfArray(name) ?? (name == "data" ? table : null)) is { } held)
            {
                ReadArray(ref reader, held);
                heldTables = true;
            }
            else
            {
                ReadField(ref reader, table, name, fields);
            }
        }

        if (heldTables)
        {
            return;
        }

        if (table is { } own)
        {
            records.Add(new ImportRecord(own, file, line, fields));
        }
        else
        {
            problems.Problem(file, line, "It holds no array named calls, api_call_events, service_pricing or personas, and its name is none of them.");
        }
    }

    private void ReadField(ref Utf8JsonReader reader, ImportTable? table, string name, Dictionary<string, string> fields)
    {
        var column = table is { } known ? map.ColumnOf(known, name) : null;
        if (column is null)
        {
            _unused.Add(name);
            reader.Skip();
            return;
        }

        var text = reader.TokenType switch
        {
            JsonTokenType.String => reader.GetString(),
            JsonTokenType.Number => Encoding.UTF8.GetString(reader.ValueSpan),
            JsonTokenType.True => "true",
            JsonTokenType.False => "false",
            _ => null,
        };
        if (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject)
        {
            problems.Problem(file, LineOf(ref reader), $"{name} must be one value.");
            reader.Skip();
        }

        if (!ImportRecord.SaysNothing(text))
        {
            fields.TryAdd(column, text!.Trim());
        }
    }

    private int LineOf(ref Utf8JsonReader reader)
    {
        _line += _bytes.AsSpan((int)_counted, (int)(reader.TokenStartIndex - _counted)).Count((byte)'\n');
        _counted = reader.TokenStartIndex;
        return _line;
    }
}
