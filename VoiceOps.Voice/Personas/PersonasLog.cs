using Microsoft.Extensions.Logging;

namespace VoiceOps.Voice.Personas;

internal static partial class PersonasLog
{
    [LoggerMessage(EventId = 5001, Level = LogLevel.Warning, Message = "Persona {Persona} uses {Model}, which {Provider} withdrew on {WithdrawnOn:yyyy-MM-dd}; its replacement: {Replacement}")]
    public static partial void ModelWithdrawn(this ILogger logger, string persona, string model, string provider, DateTime withdrawnOn, string replacement);

    [LoggerMessage(EventId = 5003, Level = LogLevel.Warning, Message = "Persona {Persona} uses {Model}, which {Provider} does not list any more: its calls will fail. Its replacement: {Replacement}")]
    public static partial void ModelMissing(this ILogger logger, string persona, string model, string provider, string replacement);

    [LoggerMessage(EventId = 5004, Level = LogLevel.Warning, Message = "The models of {Provider} could not be compared with the catalog; it is tried again in an hour")]
    public static partial void ModelListNotCompared(this ILogger logger, Exception exception, string provider);

    [LoggerMessage(EventId = 5005, Level = LogLevel.Information, Message = "Compared with the {ModelCount} models that {Provider} serves: {MissingCount} of the catalog are missing there")]
    public static partial void ModelListCompared(this ILogger logger, string provider, int modelCount, int missingCount);

    [LoggerMessage(EventId = 5002, Level = LogLevel.Warning, Message = "Persona {Persona} uses {Model}, whose usage has no price: totals will leave out {Missing}. Give it a rate, or use its replacement: {Replacement}")]
    public static partial void ModelUnpriced(this ILogger logger, string persona, string model, string missing, string replacement);
}
