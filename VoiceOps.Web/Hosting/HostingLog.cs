namespace VoiceOps.Web.Hosting;

internal static partial class HostingLog
{
    [LoggerMessage(EventId = 9001, Level = LogLevel.Information, Message = "VoiceOps {Version}")]
    public static partial void Starting(this ILogger logger, string version);

    [LoggerMessage(EventId = 9002, Level = LogLevel.Information, Message = "Settings: {Path}")]
    public static partial void SettingsAt(this ILogger logger, string path);

    [LoggerMessage(EventId = 9003, Level = LogLevel.Information, Message = "Database: {Path}")]
    public static partial void DatabaseAt(this ILogger logger, string path);

    [LoggerMessage(EventId = 9004, Level = LogLevel.Debug, Message = "Refused {Path}: the request is not local")]
    public static partial void RefusedAsNotLocal(this ILogger logger, string path);

    [LoggerMessage(EventId = 9007, Level = LogLevel.Information, Message = "Pages: {PagesUrl}. For the outside: {Urls}, with /twilio/ and /health/ alone")]
    public static partial void PagesAt(this ILogger logger, string pagesUrl, string urls);

    [LoggerMessage(EventId = 9008, Level = LogLevel.Debug, Message = "Not found: {Path} is not served by the listener that it was asked of")]
    public static partial void NotAtThisListener(this ILogger logger, string path);

    [LoggerMessage(EventId = 9006, Level = LogLevel.Information,
        Message = "Application started. Press Ctrl+C to stop it: calls that are on finish first, a second Ctrl+C ends them")]
    public static partial void Started(this ILogger logger);

    [LoggerMessage(EventId = 9005, Level = LogLevel.Warning, Message = "The database does not answer")]
    public static partial void DatabaseDoesNotAnswer(this ILogger logger, Exception exception);
}
