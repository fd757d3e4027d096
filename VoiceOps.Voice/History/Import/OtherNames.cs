using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.History.Import;

/// <summary>What an export calls otherwise than the old system did: <c>total_cost=cost</c> for a column, <c>tts=speech</c> for an operation.</summary>
public sealed class OtherNames
{
    private static readonly string[] Operations =
    [
        OperationNames.Voice, OperationNames.MediaStream, OperationNames.Transcription, OperationNames.Speech, OperationNames.Prompt, OperationNames.Completion,
    ];

    private readonly Dictionary<string, string> _columns = [];
    private readonly Dictionary<string, string> _operations = [];

    private OtherNames()
    {
    }

    public static OtherNames None { get; } = new();

    /// <summary>Reads pairs of <c>old=new</c>. Null, with every problem in words, when one of them cannot be meant.</summary>
    public static OtherNames? Parse(IEnumerable<string> pairs, out IReadOnlyList<string> problems)
    {
        var map = new OtherNames();
        var found = new List<string>();
        foreach (var pair in pairs)
        {
            if (map.Problem(pair) is { } problem)
            {
                found.Add(problem);
            }
        }

        problems = found;
        return found.Count == 0 ? map : null;
    }

    /// <summary>The column that a heading stands for; null for one that is not read.</summary>
    internal string? ColumnOf(ImportTable table, string heading)
    {
        var snake = ImportNames.Snake(heading);
        return _columns.TryGetValue(snake, out var mapped) && ImportNames.IsColumn(table, mapped) ? mapped
            : ImportNames.IsColumn(table, snake) ? snake
            : null;
    }

    /// <summary>The operation's name here. One that nothing names stays as it is written, so that nothing is lost.</summary>
    internal string OperationOf(string text)
    {
        var snake = ImportNames.Snake(text);
        return _operations.GetValueOrDefault(snake) ?? Operations.FirstOrDefault(name => ImportNames.Snake(name) == snake) ?? (text.Contains('-') ? text.ToLowerInvariant() : snake);
    }

    private string? Problem(string pair)
    {
        var parts = pair.Split('=', StringSplitOptions.TrimEntries);
        if (parts is not [{ Length: > 0 } from, { Length: > 0 } to])
        {
            return $"\"{pair}\" must be written old=new, such as total_cost=cost.";
        }

        var snake = ImportNames.Snake(to);
        var operation = Operations.FirstOrDefault(name => ImportNames.Snake(name) == snake);
        if (operation is null && !ImportNames.AllColumns.Contains(snake))
        {
            return $"\"{pair}\": \"{to}\" is neither a column ({string.Join(", ", ImportNames.AllColumns)}) nor an operation ({string.Join(", ", Operations)}).";
        }

        return (operation is null ? _columns : _operations).TryAdd(ImportNames.Snake(from), operation ?? snake) ? null : $"\"{from}\" is given two names.";
    }
}
