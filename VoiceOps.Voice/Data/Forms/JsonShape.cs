using System.Collections;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace VoiceOps.Voice.Data.Forms;

/// <summary>
/// A column that keeps a type of ours as JSON, in words that SQLite understands: which keys there are and what each may hold. Made from the type itself,
/// so that a new setting needs no new rule.
/// </summary>
internal sealed class JsonShape(Type type)
{
    private int _depth;

    /// <summary>True for a type that is kept as a JSON object.</summary>
    public static bool IsKept(Type type) => type.IsClass && type.Namespace?.StartsWith("VoiceOps.", StringComparison.Ordinal) == true;

    /// <summary>SQL that is true for a text that is no such object; <c>{0}</c> is the text.</summary>
    public string Wrong => $"CASE WHEN typeof({{0}}) <> 'text' OR NOT json_valid({{0}}) THEN 1 WHEN json_type({{0}}) <> 'object' THEN 1 ELSE {BadMember(type, "{0}")} END";

    // Keys are read in any case. STJ writes none that is not a property, so one that is not here does nothing: a slip, or of another version.
    private string BadMember(Type of, string json)
    {
        var entry = $"e{++_depth}";
        var members = of.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite && !property.IsDefined(typeof(JsonIgnoreAttribute)))
            .Select(property => $"WHEN '{JsonNamingPolicy.CamelCase.ConvertName(property.Name).ToLowerInvariant()}' THEN {BadMember(property, entry)}");
        return $"EXISTS (SELECT 1 FROM json_each({json}) AS {entry} WHERE CASE lower({entry}.key) {string.Join(' ', members)} ELSE 1 END)";
    }

    // A text that may be missing is a string like any other to the runtime: only its annotation tells.
    private string BadMember(PropertyInfo property, string entry) =>
        property.PropertyType == typeof(string) && new NullabilityInfoContext().Create(property).WriteState == NullabilityState.Nullable
            ? $"{entry}.type NOT IN ('text', 'null')"
            : BadValue(property.PropertyType, entry);

    private string BadValue(Type of, string entry)
    {
        if (Nullable.GetUnderlyingType(of) is { } inner)
        {
            return $"{entry}.type <> 'null' AND ({BadValue(inner, entry)})";
        }

        if (of.IsEnum)
        {
            var names = string.Join(", ", Enum.GetNames(of).Select(name => $"'{name.ToLowerInvariant()}'"));
            return $"{entry}.type <> 'text' OR lower({entry}.value) NOT IN ({names})";
        }

        return of switch
        {
            _ when of == typeof(bool) => $"{entry}.type NOT IN ('true', 'false')",
            _ when of == typeof(int) || of == typeof(long) => $"{entry}.type <> 'integer'",
            _ when of == typeof(decimal) => $"{entry}.type NOT IN ('integer', 'real')",
            _ when of == typeof(TimeSpan) => $"{entry}.type <> 'text' OR {entry}.value NOT GLOB '[0-9]*:[0-5][0-9]:[0-5][0-9]*'",
            _ when of == typeof(string) => $"{entry}.type <> 'text'",
            _ when of.IsAssignableTo(typeof(IEnumerable)) => BadElement(of.GetGenericArguments()[^1], entry),
            _ => $"CASE WHEN {entry}.type <> 'object' THEN 1 ELSE {BadMember(of, $"{entry}.value")} END",
        };
    }

    private string BadElement(Type of, string entry)
    {
        var element = $"e{++_depth}";
        return $"CASE WHEN {entry}.type <> 'array' THEN 1 ELSE EXISTS (SELECT 1 FROM json_each({entry}.value) AS {element} WHERE {BadValue(of, element)}) END";
    }
}
