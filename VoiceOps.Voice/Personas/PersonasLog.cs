using Microsoft.Extensions.Logging;

namespace VoiceOps.Voice.Personas;

internal static partial class PersonasLog
{
    [LoggerMessage(EventId = 5001, Level = LogLevel.Warning, Message = "Persona {Persona} uses {Model}, which {Provider} withdrew on {WithdrawnOn:yyyy-MM-dd}; its replacement: {Replacement}")]
    public static partial void ModelWithdrawn(this ILogger logger, string persona, string model, string provider, DateTime withdrawnOn, string replacement);

    [LoggerMessage(EventId = 5002, Level = LogLevel.Warning, Message = "Persona {Persona} uses {Model}, whose usage has no price: totals will leave out {Missing}. Give it a rate, or use its replacement: {Replacement}")]
    public static partial void ModelUnpriced(this ILogger logger, string persona, string model, string missing, string replacement);
}
