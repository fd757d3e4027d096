using Microsoft.Extensions.Logging;

namespace VoiceOps.Voice.Data;

internal static partial class DataLog
{
    [LoggerMessage(EventId = 1001, Level = LogLevel.Information, Message = "Database ready, schema {Schema}")]
    public static partial void Ready(this ILogger logger, string schema);
}
