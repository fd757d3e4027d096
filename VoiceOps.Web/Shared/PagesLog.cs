namespace VoiceOps.Web.Shared;

internal static partial class PagesLog
{
    [LoggerMessage(EventId = 9101, Level = LogLevel.Warning, Message = "{Feed} could not be read or shown")]
    public static partial void FeedFailed(this ILogger logger, Exception exception, string feed);

    [LoggerMessage(EventId = 9103, Level = LogLevel.Error, Message = "What rate {Rate} would have done to the last 30 days could not be worked out")]
    public static partial void RateEffectNotRead(this ILogger logger, Exception exception, string rate);

    [LoggerMessage(EventId = 9161, Level = LogLevel.Error, Message = "Repricing failed; what was committed stays")]
    public static partial void NotRepriced(this ILogger logger, Exception exception);

    [LoggerMessage(EventId = 9162, Level = LogLevel.Error, Message = "Model {Model} could not be saved")]
    public static partial void ModelNotSaved(this ILogger logger, Exception exception, string model);

    [LoggerMessage(EventId = 9104, Level = LogLevel.Error, Message = "Rate {Rate} could not be changed")]
    public static partial void RateNotChanged(this ILogger logger, Exception exception, string rate);

    [LoggerMessage(EventId = 9121, Level = LogLevel.Warning, Message = "The history page could not be read")]
    public static partial void HistoryNotRead(this ILogger logger, Exception exception);

    [LoggerMessage(EventId = 9122, Level = LogLevel.Error, Message = "An import failed; nothing of it was written")]
    public static partial void ImportFailed(this ILogger logger, Exception exception);

    [LoggerMessage(EventId = 9123, Level = LogLevel.Warning, Message = "The rows behind a figure could not be read")]
    public static partial void FigureNotExplained(this ILogger logger, Exception exception);

    [LoggerMessage(EventId = 9124, Level = LogLevel.Warning, Message = "Whether rows are wrong could not be read")]
    public static partial void WrongRowsNotRead(this ILogger logger, Exception exception);
}
