using Microsoft.Extensions.Logging;

namespace VoiceOps.Voice.Ledger;

internal static partial class LedgerLog
{
    [LoggerMessage(EventId = 2001, Level = LogLevel.Error, Message = "The books of {CallCount} calls could not be committed; their meters go on counting and it is tried again")]
    public static partial void CommitFailed(this ILogger logger, Exception exception, int callCount);

    [LoggerMessage(EventId = 2002, Level = LogLevel.Error, Message = "The usage of call {CallSid} could not be rated; its meters go on counting and it is tried again")]
    public static partial void CallNotRated(this ILogger logger, Exception exception, string callSid);

    [LoggerMessage(EventId = 2004, Level = LogLevel.Debug, Message = "The books of {CallCount} calls still cannot be committed: {Problem}")]
    public static partial void CommitFailedAgain(this ILogger logger, int callCount, string problem);

    [LoggerMessage(EventId = 2005, Level = LogLevel.Warning, Message = "The books are written again after {Away}: {RowCount} rows of {CallCount} calls had waited")]
    public static partial void CommitsAgain(this ILogger logger, int callCount, int rowCount, TimeSpan away);

    [LoggerMessage(EventId = 2006, Level = LogLevel.Error, Message = "The store will not take the books of call {CallSid}; those of the other calls are written, and this one is tried again")]
    public static partial void CallRefused(this ILogger logger, Exception exception, string callSid);

    [LoggerMessage(EventId = 2008, Level = LogLevel.Critical, Message = "Usage of call {CallSid} that came to light after its end, {CostNanos} nano-dollars, is lost: another fact about the call is being posted")]
    public static partial void LateUsageLost(this ILogger logger, string callSid, long costNanos);

    [LoggerMessage(EventId = 2009, Level = LogLevel.Information, Message = "{RowCount} prepared rows were made visible at once, in {Milliseconds:0} ms with {CommitMilliseconds:0} ms for the commit, after {GaveWay} tries that gave way to calls")]
    public static partial void Published(this ILogger logger, long rowCount, double milliseconds, double commitMilliseconds, int gaveWay);

    [LoggerMessage(EventId = 2007, Level = LogLevel.Critical, Message = "{RowCount} rows of call {CallSid} were never taken by the store and end with this process: {Costs}")]
    public static partial void CallLost(this ILogger logger, string callSid, int rowCount, string costs);
}
