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
    private readonly SortedSet<string> _givingWay = new(StringComparer.Ordinal);
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

        foreach (var heading in _givingWay)
        {
            problems.Notice(file, 0, heading);
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
        var (names, values) = (new List<string>(), new List<string?>());
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
                names.Add(name);
                values.Add(ReadField(ref reader, table, name));
            }
        }

        if (heldTables)
        {
            return;
        }

        if (table is { } own)
        {
            Add(own, line, names, values);
        }
        else
        {
            problems.Problem(file, line, "It holds no array named calls, api_call_events, service_pricing or personas, and its name is none of them.");
        }
    }

    private void Add(ImportTable table, int line, List<string> names, List<string?> values)
    {
        var columns = new ReadColumns(table, map);
        _givingWay.UnionWith(columns.GivingWay(names).Select(way => $"{names[way.Heading]} is not read: {way.Better} is the field of the same."));
        if (columns.TryRead(names, values, out var fields, out var problem))
        {
            records.Add(new ImportRecord(table, file, line, fields));
        }
        else
        {
            problems.Problem(file, line, problem);
        }
    }

    /// <summary>The value as it is written; null for one that says nothing or is not read.</summary>
    private string? ReadField(ref Utf8JsonReader reader, ImportTable? table, string name)
    {
        if (table is not { } known || map.ColumnOf(known, name) is null)
        {
            _unused.Add(name);
            reader.Skip();
            return null;
        }

        if (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject)
        {
            problems.Problem(file, LineOf(ref reader), $"{name} must be one value.");
            reader.Skip();
            return null;
        }

        return reader.TokenType switch
        {
            JsonTokenType.String => reader.GetString(),
            JsonTokenType.Number => Encoding.UTF8.GetString(reader.ValueSpan),
            JsonTokenType.True => "true",
            JsonTokenType.False => "false",
            _ => null,
        };
    }

    private int LineOf(ref Utf8JsonReader reader)
    {
        _line += _bytes.AsSpan((int)_counted, (int)(reader.TokenStartIndex - _counted)).Count((byte)'\n');
        _counted = reader.TokenStartIndex;
        return _line;
    }
}
