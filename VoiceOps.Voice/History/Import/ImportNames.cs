using System.Text.RegularExpressions;

namespace VoiceOps.Voice.History.Import;

/// <summary>The old system's own names of its tables and columns, in snake_case or camelCase. Whatever is called otherwise is named by an <see cref="OtherNames"/>.</summary>
internal static partial class ImportNames
{
    private static readonly Dictionary<ImportTable, string[]> Columns = new()
    {
        [ImportTable.Calls] =
        [
            "id", "call_sid", "direction", "from_number", "to_number", "persona_id", "persona", "llm_model", "status", "created_at", "started_at", "ended_at", "duration_seconds",
        ],
        [ImportTable.ApiCallEvents] =
        [
            "id", "call_id", "call_sid", "service", "operation", "model", "usage_amount", "usage_unit", "unit_cost", "cost", "created_at", "provider_request_id",
        ],
        [ImportTable.ServicePricing] =
        [
            "id", "service", "operation", "model", "unit_price", "pricing_type", "increment_seconds", "effective_from", "effective_to",
        ],
        [ImportTable.Personas] = ["id", "name", "llm_model", "system_prompt", "greeting", "voice_id"],
    };

    /// <summary>Every column of every table, once.</summary>
    public static IReadOnlyList<string> AllColumns { get; } = [.. Columns.Values.SelectMany(columns => columns).Distinct()];

    /// <summary>By the name of a file: <c>apiCallEvents.json</c>, <c>api_call_events_2025-10.csv</c>, <c>Calls.csv</c>.</summary>
    public static ImportTable? TableOf(string file)
    {
        var snake = Snake(Path.GetFileNameWithoutExtension(file));
        return snake switch
        {
            _ when snake.Contains("api_call_events") => ImportTable.ApiCallEvents,
            _ when snake.Contains("service_pricing") => ImportTable.ServicePricing,
            _ when snake.Contains("personas") => ImportTable.Personas,
            _ when snake.Split('_').Contains("calls") => ImportTable.Calls,
            _ => null,
        };
    }

    /// <summary>By the name of an array as a whole: <c>recent_calls</c> of a summary is none.</summary>
    public static ImportTable? TableOfArray(string name) => Snake(name) switch
    {
        "calls" => ImportTable.Calls,
        "api_call_events" => ImportTable.ApiCallEvents,
        "service_pricing" => ImportTable.ServicePricing,
        "personas" => ImportTable.Personas,
        _ => null,
    };

    public static bool IsColumn(ImportTable table, string column) => Columns[table].Contains(column);

    /// <summary><c>usageAmount</c>, <c>Usage Amount</c> and <c>usage-amount</c> are <c>usage_amount</c>.</summary>
    public static string Snake(string name) => Separators().Replace(WordStart().Replace(name.Trim(), "_$0"), "_").Trim('_').ToLowerInvariant();

    [GeneratedRegex("(?<=[a-z0-9])[A-Z]")]
    private static partial Regex WordStart();

    [GeneratedRegex("[^A-Za-z0-9]+")]
    private static partial Regex Separators();
}
