namespace VoiceOps.Web.Personas;

internal static partial class PersonaPagesLog
{
    [LoggerMessage(EventId = 9301, Level = LogLevel.Warning, Message = "Persona {PersonaId} could not be read")]
    public static partial void PersonaNotRead(this ILogger logger, Exception exception, long? personaId);

    [LoggerMessage(EventId = 9302, Level = LogLevel.Error, Message = "Persona {PersonaId} could not be changed")]
    public static partial void PersonaNotSaved(this ILogger logger, Exception exception, long? personaId);

    [LoggerMessage(EventId = 9303, Level = LogLevel.Warning, Message = "The personas could not be read")]
    public static partial void PersonasNotRead(this ILogger logger, Exception exception);

    [LoggerMessage(EventId = 9304, Level = LogLevel.Warning, Message = "A test of a persona failed")]
    public static partial void TestFailed(this ILogger logger, Exception exception);
}
