namespace VoiceOps.Web.Hosting.Verbs;

/// <summary>What followed a verb on the command line.</summary>
internal sealed class VerbArguments
{
    private readonly List<string> _words = [];
    private readonly HashSet<string> _flags = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _values = new(StringComparer.OrdinalIgnoreCase);

    public IReadOnlyList<string> Words => _words;

    public bool Has(string flag) => _flags.Contains(flag);

    /// <summary>Null when the option was not given.</summary>
    public string? Value(string option) => _values.GetValueOrDefault(option);

    /// <summary>Takes what <paramref name="verb"/> knows at <paramref name="index"/>; returns the index after it, or null when it is none of its own.</summary>
    public int? Read(Verb verb, IReadOnlyList<string> args, int index, List<string> problems)
    {
        var argument = args[index];
        if (!argument.StartsWith("--", StringComparison.Ordinal))
        {
            _words.Add(argument);
            return index + 1;
        }

        if (verb.Flags.Contains(argument, StringComparer.OrdinalIgnoreCase))
        {
            _flags.Add(argument);
            return index + 1;
        }

        var parts = argument.Split('=', 2);
        if (!verb.Options.Contains(parts[0], StringComparer.OrdinalIgnoreCase))
        {
            return null;
        }

        var isSeparate = parts.Length == 1 && index + 1 < args.Count && !args[index + 1].StartsWith("--", StringComparison.Ordinal);
        var value = isSeparate ? args[index + 1] : parts.ElementAtOrDefault(1);
        if (string.IsNullOrEmpty(value))
        {
            problems.Add($"{parts[0]} needs a value.");
        }
        else
        {
            _values[parts[0]] = value;
        }

        return isSeparate ? index + 2 : index + 1;
    }

    /// <summary>What is wrong with all of it together, or null.</summary>
    public string? Problem(Verb verb) =>
        (verb.Words is null && _words is [var word, ..] ? $"{verb.Name} takes no \"{word}\"." : verb.Problem(this)) is { } problem
            ? $"{problem} It is written: {verb.Usage}"
            : null;
}
