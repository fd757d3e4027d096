using Microsoft.Extensions.Logging;

namespace VoiceOps.Voice.TieOut;

internal static partial class TieOutLog
{
    [LoggerMessage(EventId = 8201, Level = LogLevel.Warning, Message = "The books do not tie out: {Red} checks are red ({Numbers})")]
    public static partial void BooksDoNotTieOut(this ILogger logger, int red, string numbers);

    [LoggerMessage(EventId = 8202, Level = LogLevel.Error, Message = "Check {Number} of the books could not be made")]
    public static partial void CheckFailed(this ILogger logger, Exception exception, int number);
}
