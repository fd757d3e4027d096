namespace VoiceOps.Voice.History.Import;

/// <summary>One row of an export: where it stands and its fields, by the names used here. A field that says nothing is not there.</summary>
internal sealed record ImportRecord(ImportTable Table, string File, int Line, IReadOnlyDictionary<string, string> Fields)
{
    private static readonly HashSet<string> Nothing = new(["", "null", "\\N", "none", "undefined", "n/a"], StringComparer.OrdinalIgnoreCase);

    public string? this[string column] => Fields.GetValueOrDefault(column);

    public static bool SaysNothing(string? text) => text is null || Nothing.Contains(text.Trim());
}
