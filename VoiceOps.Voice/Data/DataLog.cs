using Microsoft.Extensions.Logging;

namespace VoiceOps.Voice.Data;

internal static partial class DataLog
{
    [LoggerMessage(EventId = 1001, Level = LogLevel.Information, Message = "Database ready, schema {Schema}")]
    public static partial void Ready(this ILogger logger, string schema);

    [LoggerMessage(EventId = 1002, Level = LogLevel.Warning, Message = "An import or a repricing was under way when the program ended. Nothing of it is in the books, and what it had prepared is dropped: start it again")]
    public static partial void StagedRowsDropped(this ILogger logger);

    [LoggerMessage(EventId = 1003, Level = LogLevel.Warning, Message = "{Value}. Until it is mended the row is not used")]
    public static partial void WrongValue(this ILogger logger, string value);

    [LoggerMessage(EventId = 1004, Level = LogLevel.Warning, Message = "{Table} had no default, or several; it is now \"{Name}\" alone, the one that was taken until now")]
    public static partial void DefaultSettled(this ILogger logger, string table, string name);

    [LoggerMessage(EventId = 1005, Level = LogLevel.Warning, Message = "The write-ahead log has {Megabytes} MB and cannot be shortened: a reader holds it. Look for a client with an open transaction")]
    public static partial void LogPinned(this ILogger logger, long megabytes);

    [LoggerMessage(EventId = 1006, Level = LogLevel.Information, Message = "The write-ahead log is short again")]
    public static partial void LogShortened(this ILogger logger);

    [LoggerMessage(EventId = 1007, Level = LogLevel.Warning, Message = "The write-ahead log could not be looked after; it is tried again")]
    public static partial void LogNotShortened(this ILogger logger, Exception exception);

    [LoggerMessage(EventId = 1008, Level = LogLevel.Warning, Message = "A change of the schema was under way when the program ended. The database is put back as it was before, from {Copy}, and the change is made again")]
    public static partial void SchemaPutBack(this ILogger logger, string copy);

    [LoggerMessage(EventId = 1009, Level = LogLevel.Information, Message = "The database is brought to schema {Schema}; a checked copy is kept beside it until that is done")]
    public static partial void SchemaChanges(this ILogger logger, string schema);
}
