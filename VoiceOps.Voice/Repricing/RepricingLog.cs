using Microsoft.Extensions.Logging;

namespace VoiceOps.Voice.Repricing;

internal static partial class RepricingLog
{
    [LoggerMessage(EventId = 8601, Level = LogLevel.Information, Message = "Repriced {RowCount} rows of {CallCount} calls, {Dollars} dollars in all, by {By}: {Reason}")]
    public static partial void Repriced(this ILogger logger, long rowCount, long callCount, decimal dollars, string by, string reason);
}
