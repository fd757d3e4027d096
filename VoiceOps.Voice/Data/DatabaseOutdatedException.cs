namespace VoiceOps.Voice.Data;

/// <summary>The database is one of a development version, from before the first migration that this program knows.</summary>
public sealed class DatabaseOutdatedException(string databaseSchema, string firstSchema)
    : Exception(
        $"The database was made by a development version of VoiceOps: its schema is {databaseSchema}, and this program's first is {firstSchema}, so it cannot be brought up to date. "
        + "Move the file away with its -wal and -shm files, or name another in ConnectionStrings:VoiceOps; a new database is made at the next start.");
