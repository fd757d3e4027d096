using Microsoft.Extensions.Logging;

namespace VoiceOps.Voice.Metering;

internal static partial class MeteringLog
{
    [LoggerMessage(EventId = 2001, Level = LogLevel.Error, Message = "The books of {CallCount} calls could not be committed; their meters go on counting and it is tried again")]
    public static partial void CommitFailed(this ILogger logger, Exception exception, int callCount);

    [LoggerMessage(EventId = 2002, Level = LogLevel.Error, Message = "The usage of call {CallSid} could not be rated; its meters go on counting and it is tried again")]
    public static partial void CallNotRated(this ILogger logger, Exception exception, string callSid);
}
