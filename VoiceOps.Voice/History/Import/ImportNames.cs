using System.Text.RegularExpressions;

namespace VoiceOps.Voice.History.Import;

/// <summary>The names that exports use for the same thing, in any case and spelling, and the one that is used here.</summary>
internal static partial class ImportNames
{
    private static readonly Dictionary<ImportTable, string[]> Columns = new()
    {
        [ImportTable.Calls] =
        [
            "id call_id", "call_sid sid twilio_call_sid twilio_sid", "direction", "from_number from caller caller_number from_phone phone_number", "to_number to called_number to_phone",
            "persona_id", "persona persona_name", "llm_model model", "status call_status", "created_at", "started_at start_time answered_at",
            "ended_at end_time completed_at", "duration_seconds duration call_duration duration_sec",
        ],
        [ImportTable.ApiCallEvents] =
        [
            "id event_id", "call_id", "call_sid twilio_call_sid", "service provider service_name", "operation operation_type", "model llm_model", "usage_amount usage amount quantity",
            "usage_unit unit", "unit_cost unit_price rate", "cost cost_usd total_cost", "created_at timestamp occurred_at event_time", "provider_request_id request_id",
        ],
        [ImportTable.ServicePricing] =
        [
            "id", "service provider service_name", "operation operation_type", "model llm_model", "unit_price price unit_cost rate cost_per_unit", "pricing_type unit price_unit pricing_unit usage_unit",
            "increment_seconds increment", "effective_from valid_from created_at", "effective_to valid_to effective_until",
        ],
        [ImportTable.Personas] =
        [
            "id persona_id", "name persona_name", "llm_model model", "system_prompt prompt instructions", "greeting first_message welcome_message", "voice_id elevenlabs_voice_id eleven_labs_voice_id",
        ],
    };

    private static readonly Dictionary<ImportTable, Dictionary<string, string>> Known = Columns.ToDictionary(
        table => table.Key,
        table => table.Value.Select(names => names.Split(' ')).SelectMany(names => names.Select(name => (name, To: names[0]))).ToDictionary(pair => pair.name, pair => pair.To));

    /// <summary>By the name of a file or of an array: <c>apiCallEvents</c>, <c>api_call_events_2025-10.csv</c>, <c>Calls</c>.</summary>
    public static ImportTable? TableOf(string name)
    {
        var snake = Snake(Path.GetFileNameWithoutExtension(name));
        // The longer name first: every name of the events holds "call".
        return snake switch
        {
            _ when snake.Contains("call_event") || snake.Contains("api_event") || snake.Contains("usage_event") => ImportTable.ApiCallEvents,
            _ when snake.Contains("pricing") => ImportTable.ServicePricing,
            _ when snake.Contains("persona") => ImportTable.Personas,
            _ when snake.Split('_').Any(word => word is "call" or "calls") => ImportTable.Calls,
            _ => null,
        };
    }

    /// <summary>The name used here, or null for a column that is not read.</summary>
    public static string? ColumnOf(ImportTable table, string name) => Known[table].GetValueOrDefault(Snake(name));

    /// <summary><c>usageAmount</c>, <c>Usage Amount</c> and <c>usage-amount</c> are <c>usage_amount</c>.</summary>
    public static string Snake(string name) => Separators().Replace(WordStart().Replace(name.Trim(), "_$0"), "_").Trim('_').ToLowerInvariant();

    [GeneratedRegex("(?<=[a-z0-9])[A-Z]")]
    private static partial Regex WordStart();

    [GeneratedRegex("[^A-Za-z0-9]+")]
    private static partial Regex Separators();
}
