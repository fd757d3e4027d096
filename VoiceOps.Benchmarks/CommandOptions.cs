using System.Globalization;

namespace VoiceOps.Benchmarks;

/// <summary>The <c>--name value</c> pairs of a command.</summary>
internal sealed class CommandOptions
{
    private readonly Dictionary<string, string> _values = [];

    public CommandOptions(IReadOnlyList<string> args, params string[] known)
    {
        for (var index = 0; index < args.Count; index += 2)
        {
            if (!known.Contains(args[index]) || index + 1 == args.Count)
            {
                throw new ArgumentException($"\"{args[index]}\" is not an option with a value. There are: {string.Join(", ", known)}.");
            }

            _values[args[index]] = args[index + 1];
        }
    }

    public string Text(string name) => _values.GetValueOrDefault(name) ?? throw new ArgumentException($"{name} is missing.");

    public int Number(string name, int otherwise) =>
        !_values.TryGetValue(name, out var text) ? otherwise
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number
        : throw new ArgumentException($"{name} needs a whole number above 0; it has \"{text}\".");
}
