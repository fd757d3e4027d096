using Microsoft.Extensions.Logging;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.History;

internal static partial class HistoryLog
{
    [LoggerMessage(EventId = 8101, Level = LogLevel.Information, Message = "Backfill: {Rows} estimated Twilio rows of ${Cost} written")]
    public static partial void BackfillDone(this ILogger logger, long rows, Money cost);

    [LoggerMessage(EventId = 8102, Level = LogLevel.Error, Message = "The backfill stopped before its end; what it wrote stands, and the next run goes on")]
    public static partial void BackfillFailed(this ILogger logger, Exception exception);

    [LoggerMessage(EventId = 8103, Level = LogLevel.Information, Message = "Imported {Calls} calls and {Events} usage rows of another system")]
    public static partial void Imported(this ILogger logger, int calls, int events);
}
