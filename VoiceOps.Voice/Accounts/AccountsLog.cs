using Microsoft.Extensions.Logging;

namespace VoiceOps.Voice.Accounts;

internal static partial class AccountsLog
{
    [LoggerMessage(1, LogLevel.Information, "Account {AccountId} is new: {Price} a minute, in steps of {Seconds} s")]
    public static partial void AccountAdded(this ILogger logger, long accountId, decimal price, int seconds);

    [LoggerMessage(2, LogLevel.Information, "Account {AccountId} has changed: {Price} a minute, in steps of {Seconds} s, prepaid {IsPrepaid}, blocked {IsBlocked}")]
    public static partial void AccountChanged(this ILogger logger, long accountId, decimal price, int seconds, bool isPrepaid, bool isBlocked);
}
