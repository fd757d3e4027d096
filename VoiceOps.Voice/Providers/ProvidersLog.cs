using Microsoft.Extensions.Logging;

namespace VoiceOps.Voice.Providers;

/// <summary>Never a key, a transcript or a phone number.</summary>
internal static partial class ProvidersLog
{
    [LoggerMessage(EventId = 4001, Level = LogLevel.Warning, Message = "{Service} failed: {Fault}")]
    public static partial void ProviderFailed(this ILogger logger, string service, string fault);

    [LoggerMessage(EventId = 4002, Level = LogLevel.Debug, Message = "{Service} connected in {Milliseconds} ms, request {RequestId}")]
    public static partial void ProviderConnected(this ILogger logger, string service, long milliseconds, string? requestId);

    [LoggerMessage(EventId = 4003, Level = LogLevel.Warning, Message = "{Service} sent a message of {Bytes} bytes that cannot be read; it is skipped: {Reason}")]
    public static partial void MessageSkipped(this ILogger logger, string service, int bytes, string reason);

    [LoggerMessage(EventId = 4004, Level = LogLevel.Warning, Message = "{Service} dropped a call's connection; it is opened again")]
    public static partial void ProviderReconnecting(this ILogger logger, string service);

    [LoggerMessage(EventId = 4005, Level = LogLevel.Information, Message = "{Service} is connected again after {Milliseconds} ms")]
    public static partial void ProviderReconnected(this ILogger logger, string service, long milliseconds);

    [LoggerMessage(EventId = 4006, Level = LogLevel.Warning, Message = "{Service} refused {Model} in {Language}: the call goes on with {OtherModel} in {OtherLanguage}")]
    public static partial void AskedOtherwise(this ILogger logger, string service, string model, string? language, string otherModel, string? otherLanguage);

    [LoggerMessage(EventId = 4007, Level = LogLevel.Warning, Message = "{Service} refused one utterance, {Context}: {Reason}. The connection stays")]
    public static partial void UtteranceRefused(this ILogger logger, string service, string context, string reason);

    [LoggerMessage(EventId = 4101, Level = LogLevel.Debug, Message = "The media socket is gone: {Reason}")]
    public static partial void MediaSocketGone(this ILogger logger, string reason);
}
