namespace VoiceOps.Web.Shared.Live;

internal static partial class LiveLog
{
    [LoggerMessage(EventId = 9105, Level = LogLevel.Warning, Message = "What pages watch could not be read; it is tried again")]
    public static partial void NotRead(this ILogger logger, Exception exception);

    [LoggerMessage(EventId = 9106, Level = LogLevel.Warning, Message = "A page failed to show what was read; it gets what is read next")]
    public static partial void NotShown(this ILogger logger, Exception exception);
}
