namespace VoiceOps.Voice.Data;

/// <summary>The database is another process's, or cannot be made this one's alone.</summary>
public sealed class DatabaseLockException(string message, Exception inner) : Exception(message, inner);
