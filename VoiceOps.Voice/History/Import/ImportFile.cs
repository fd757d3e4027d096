namespace VoiceOps.Voice.History.Import;

/// <summary>One file of an export, as it was read or uploaded.</summary>
public sealed record ImportFile(string Name, byte[] Content)
{
    private static readonly string[] Extensions = [".csv", ".tsv", ".json", ".jsonl", ".ndjson"];

    /// <summary>Whether a file of a folder belongs to an export: there may be others beside them.</summary>
    public static bool IsOfAnExport(string path) =>
        Extensions.Contains(Path.GetExtension(path).ToLowerInvariant()) && ImportNames.TableOf(path) is not null;
}
