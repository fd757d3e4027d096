using Microsoft.Extensions.Logging;

namespace VoiceOps.Voice.Calls.Journal;

internal static partial class TurnsLog
{
    [LoggerMessage(EventId = 2501, Level = LogLevel.Information, Message = "The words of {Turns} turns were deleted, {Retention} after they were spoken; their figures stay")]
    public static partial void TranscriptsDeleted(this ILogger logger, int turns, TimeSpan retention);

    [LoggerMessage(EventId = 2502, Level = LogLevel.Warning, Message = "Transcripts whose time is over could not be deleted; it is tried again in {Interval}")]
    public static partial void TranscriptsNotDeleted(this ILogger logger, Exception exception, TimeSpan interval);
}
