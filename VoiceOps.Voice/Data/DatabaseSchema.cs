namespace VoiceOps.Voice.Data;

/// <summary>The schema that the open database has, once it is ready.</summary>
public sealed class DatabaseSchema
{
    /// <summary>The id of its last migration; null until the database is ready.</summary>
    public string? Version { get; internal set; }
}
