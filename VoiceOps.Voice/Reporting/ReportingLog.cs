using Microsoft.Extensions.Logging;
using VoiceOps.Voice.Reporting.Ranges;

namespace VoiceOps.Voice.Reporting;

internal static partial class ReportingLog
{
    [LoggerMessage(EventId = 7001, Level = LogLevel.Error, Message = "The Command Center's snapshot of {Request} could not be read; it is tried again")]
    public static partial void SnapshotFailed(this ILogger logger, Exception exception, RangeRequest request);

    [LoggerMessage(EventId = 7002, Level = LogLevel.Warning, Message = "A viewer of {Request} failed to take a snapshot; it gets the next one")]
    public static partial void ViewerFailed(this ILogger logger, Exception exception, RangeRequest request);
}
