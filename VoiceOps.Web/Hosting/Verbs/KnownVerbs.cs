namespace VoiceOps.Web.Hosting.Verbs;

/// <summary>Every command there is, in the order of the help.</summary>
internal static class KnownVerbs
{
    public static IReadOnlyList<Verb> All() => [new ImportVerb(), new BackfillVerb(), new RepriceVerb(), new BackupVerb(), new RestoreVerb()];
}
