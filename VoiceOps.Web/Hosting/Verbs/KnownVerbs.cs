namespace VoiceOps.Web.Hosting.Verbs;

/// <summary>Every command there is, in the order of the help.</summary>
internal static class KnownVerbs
{
    public static IReadOnlyList<Verb> All { get; } =
    [
        new ImportVerb(),
        new BackfillVerb(),
        new RepriceVerb(),
        new BackupVerb(),
        new RestoreVerb(),
    ];

    public static string Help(IEnumerable<Verb> verbs)
    {
        var lines = verbs.Select(verb => $"  {verb.Usage,-37}{(verb.Usage.Length > 36 ? $"{Environment.NewLine}{"",39}" : "")}{verb.Summary}");
        return string.Join(Environment.NewLine, lines);
    }
}
