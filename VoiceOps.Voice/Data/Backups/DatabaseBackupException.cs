namespace VoiceOps.Voice.Data.Backups;

/// <summary>A backup that could not be made or put back, in words for whoever asked for it.</summary>
public sealed class DatabaseBackupException(string message, Exception? inner = null) : Exception(message, inner);
