namespace VoiceOps.Voice.Data;

/// <summary>The database was made by a newer version of the program; running on it could damage it.</summary>
public sealed class DatabaseNewerException(string databaseSchema, string programSchema)
    : Exception($"The database is newer than this program: its schema is {databaseSchema}, this program knows {programSchema}. Start the newer version, or restore a backup made before the upgrade.");
