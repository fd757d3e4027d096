using Microsoft.Extensions.Logging;

namespace VoiceOps.Voice.Reconciliation;

internal static partial class ReconciliationLog
{
    [LoggerMessage(EventId = 6001, Level = LogLevel.Error, Message = "{Service}: {What} could not be asked for or kept; it is tried again")]
    public static partial void SourceFailed(this ILogger logger, Exception exception, string service, string what);

    [LoggerMessage(EventId = 6002, Level = LogLevel.Error, Message = "Reconciliation failed; it is tried again")]
    public static partial void RunFailed(this ILogger logger, Exception exception);

    [LoggerMessage(EventId = 6003, Level = LogLevel.Information, Message = "Reconciliation: {Rows} rows of what providers billed for calls")]
    public static partial void Billed(this ILogger logger, int rows);

    [LoggerMessage(EventId = 6004, Level = LogLevel.Warning, Message = "{Service} now tells another figure for {Day}, which was reconciled; that one stands, the later one is shown beside it")]
    public static partial void LaterFigure(this ILogger logger, string service, DateOnly day);

    [LoggerMessage(EventId = 6005, Level = LogLevel.Warning, Message = "{Service} runs out: {Warning}")]
    public static partial void RunsOut(this ILogger logger, string service, string warning);

    [LoggerMessage(EventId = 6006, Level = LogLevel.Information, Message = "{Service} no longer runs out")]
    public static partial void RefilledAgain(this ILogger logger, string service);
}
