namespace VoiceOps.Voice.Data;

/// <summary>Which databases this program can run, told by the migrations that were applied to them.</summary>
internal static class KnownSchemas
{
    /// <exception cref="DatabaseNewerException">A newer program has migrated it.</exception>
    /// <exception cref="DatabaseOutdatedException">It is older than the first migration that is known.</exception>
    public static void Demand(IEnumerable<string> applied, IReadOnlyList<string> known)
    {
        // Ids begin with the time at which they were made.
        var unknown = applied.Except(known).Order(StringComparer.Ordinal).ToList();
        if (unknown.Count > 0)
        {
            throw string.CompareOrdinal(unknown[^1], known[0]) < 0
                ? new DatabaseOutdatedException(unknown[^1], known[0])
                : new DatabaseNewerException(unknown[^1], known[^1]);
        }
    }
}
