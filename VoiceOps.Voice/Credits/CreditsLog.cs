using Microsoft.Extensions.Logging;

namespace VoiceOps.Voice.Credits;

internal static partial class CreditsLog
{
    [LoggerMessage(1, LogLevel.Information, "Credit of account {AccountId}: {Kind}, by {By}: {Reason}")]
    public static partial void CreditMoved(this ILogger logger, string kind, long accountId, string by, string reason);

    [LoggerMessage(2, LogLevel.Information, "{Lots} lots have expired, with ${Value} that nobody used")]
    public static partial void LotsExpired(this ILogger logger, int lots, string value);

    [LoggerMessage(3, LogLevel.Warning, "Lots that have expired could not be booked; it is tried again")]
    public static partial void ExpiryFailed(this ILogger logger, Exception exception);
}
