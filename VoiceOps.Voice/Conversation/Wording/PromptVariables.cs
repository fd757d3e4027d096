using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;
using VoiceOps.Voice.Personas;

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

    public PromptVariables(string? callerNumber, string persona, string account, DateTimeOffset now, string language = "en") =>
        _values = new Dictionary<string, string>
        {
            [Caller] = string.IsNullOrWhiteSpace(callerNumber) ? LanguageWords.Of(language).UnknownNumber : callerNumber,
            [Persona] = persona,
            [Account] = account,
            [Time] = now.ToString("HH:mm", CultureInfo.InvariantCulture),
            [Date] = Day(now, language),
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

    /// <summary>As people of this language write a day; the model takes it from there, and answers in it.</summary>
    private static string Day(DateTimeOffset now, string language)
    {
        try
        {
            return AudioModel.BaseOf(language).Equals("en", StringComparison.OrdinalIgnoreCase)
                ? now.ToString("dddd, d MMMM yyyy", CultureInfo.InvariantCulture)
                : now.ToString("D", CultureInfo.GetCultureInfo(language));
        }
        catch (CultureNotFoundException)
        {
            // A text that no machine knows as a language.
            return now.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        }
    }

    [GeneratedRegex(@"\{\{\s*(\w+)\s*\}\}")]
    private static partial Regex Name();
}
