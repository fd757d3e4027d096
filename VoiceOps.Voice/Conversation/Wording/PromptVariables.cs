using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;

namespace VoiceOps.Voice.Conversation.Wording;

/// <summary>What a prompt or a greeting can name: <c>{{caller}}</c> and the like, replaced when a call begins.</summary>
public sealed partial class PromptVariables
{
    public const string Caller = "caller";
    public const string Persona = "persona";
    public const string Account = "account";
    public const string Time = "time";
    public const string Date = "date";

    private readonly FrozenDictionary<string, string> _values;

    public PromptVariables(string? callerNumber, string persona, string account, DateTimeOffset now) =>
        _values = new Dictionary<string, string>
        {
            [Caller] = string.IsNullOrWhiteSpace(callerNumber) ? "an unknown number" : callerNumber,
            [Persona] = persona,
            [Account] = account,
            [Time] = now.ToString("HH:mm", CultureInfo.InvariantCulture),
            [Date] = now.ToString("dddd, d MMMM yyyy", CultureInfo.InvariantCulture),
        }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Every name, with what it stands for.</summary>
    public static IReadOnlyDictionary<string, string> Names { get; } = new Dictionary<string, string>
    {
        [Caller] = "the caller's number",
        [Persona] = "the persona's name",
        [Account] = "the name of the caller's account",
        [Time] = "the time of day when the call began, in the reporting time zone",
        [Date] = "the day and date when the call began",
    };

    /// <summary>Names in <paramref name="text"/> that stand for nothing; they are said as they are written.</summary>
    public static IReadOnlyList<string> Unknown(string text) =>
        [.. Name().Matches(text).Select(match => match.Groups[1].Value).Where(name => !Names.ContainsKey(name.ToLowerInvariant())).Distinct()];

    public string Fill(string text) => Name().Replace(text, match => _values.GetValueOrDefault(match.Groups[1].Value, match.Value));

    [GeneratedRegex(@"\{\{\s*(\w+)\s*\}\}")]
    private static partial Regex Name();
}
