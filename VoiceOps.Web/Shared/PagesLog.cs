namespace VoiceOps.Web.Shared;

internal static partial class PagesLog
{
    [LoggerMessage(EventId = 9101, Level = LogLevel.Warning, Message = "{Feed} could not be read or shown")]
    public static partial void FeedFailed(this ILogger logger, Exception exception, string feed);

    [LoggerMessage(EventId = 9102, Level = LogLevel.Warning, Message = "Call {CallId} could not be read")]
    public static partial void CallNotRead(this ILogger logger, Exception exception, long callId);

    [LoggerMessage(EventId = 9103, Level = LogLevel.Information, Message = "Rate {Rate} is {UnitPrice} from now on")]
    public static partial void RateChanged(this ILogger logger, string rate, decimal unitPrice);

    [LoggerMessage(EventId = 9104, Level = LogLevel.Error, Message = "Rate {Rate} could not be changed")]
    public static partial void RateNotChanged(this ILogger logger, Exception exception, string rate);
}
