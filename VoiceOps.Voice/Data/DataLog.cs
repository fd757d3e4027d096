using Microsoft.Extensions.Logging;

namespace VoiceOps.Voice.Data;

internal static partial class DataLog
{
    [LoggerMessage(EventId = 1001, Level = LogLevel.Information, Message = "Database ready, schema {Schema}")]
    public static partial void Ready(this ILogger logger, string schema);

    [LoggerMessage(EventId = 1002, Level = LogLevel.Warning, Message = "An import or a repricing was under way when the program ended. Nothing of it is in the books, and what it had prepared is dropped: start it again")]
    public static partial void StagedRowsDropped(this ILogger logger);
}
