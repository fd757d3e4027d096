namespace VoiceOps.Web.Credits;

internal static partial class CreditsPagesLog
{
    [LoggerMessage(1, LogLevel.Error, "What an operator asked for could not be done")]
    public static partial void DeedFailed(this ILogger logger, Exception exception);
}
