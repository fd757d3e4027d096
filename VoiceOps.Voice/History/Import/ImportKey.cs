namespace VoiceOps.Voice.History.Import;

/// <summary>Keys of rows that came from another system: the same row imported twice is one.</summary>
internal static class ImportKey
{
    public const string Prefix = "import/";
}
