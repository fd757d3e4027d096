using Microsoft.Extensions.Logging;
using VoiceOps.Voice.Calls.Journal;

namespace VoiceOps.Voice.Calls;

internal static partial class CallsLog
{
    [LoggerMessage(EventId = 3001, Level = LogLevel.Information, Message = "Call {CallSid} accepted for {Persona}")]
    public static partial void Accepted(this ILogger logger, string callSid, string persona);

    [LoggerMessage(EventId = 3002, Level = LogLevel.Warning, Message = "Call {CallSid} turned away: {Reason}")]
    public static partial void Refused(this ILogger logger, string callSid, string reason);

    [LoggerMessage(EventId = 3003, Level = LogLevel.Warning, Message = "Media stream refused: {Reason} ({Others} more since the last one told)")]
    public static partial void StreamRefused(this ILogger logger, string reason, long others);

    [LoggerMessage(EventId = 3005, Level = LogLevel.Information, Message = "Call {CallSid} ended ({EndedReason}) after {DurationSeconds} s: cost {Cost} = twilio {Twilio} + deepgram {Deepgram} + elevenlabs {ElevenLabs} + cerebras {Cerebras}; revenue {Revenue}; missing usage: {MissingUsage}")]
    public static partial void Ended(
        this ILogger logger, string callSid, string endedReason, int durationSeconds, string cost,
        string twilio, string deepgram, string elevenLabs, string cerebras, string revenue, string missingUsage);

    [LoggerMessage(EventId = 3006, Level = LogLevel.Warning, Message = "Call {CallSid}: a provider failed")]
    public static partial void ProviderFailed(this ILogger logger, Exception exception, string callSid);

    [LoggerMessage(EventId = 3007, Level = LogLevel.Error, Message = "Call {CallSid}: an unexpected fault ended it")]
    public static partial void Faulted(this ILogger logger, Exception exception, string callSid);

    [LoggerMessage(EventId = 3008, Level = LogLevel.Warning, Message = "Call {CallSid}: closing {Service} did not go as it should")]
    public static partial void CloseFailed(this ILogger logger, Exception exception, string callSid, string service);

    [LoggerMessage(EventId = 3009, Level = LogLevel.Warning, Message = "Call {CallSid}: Twilio could not be told to hang up, or has not done it; it is told again")]
    public static partial void HangUpFailed(this ILogger logger, Exception exception, string callSid);

    [LoggerMessage(EventId = 3010, Level = LogLevel.Information, Message = "Call {CallSid}: Twilio's own length is {DurationSeconds} s")]
    public static partial void DurationReported(this ILogger logger, string callSid, int durationSeconds);

    [LoggerMessage(EventId = 3011, Level = LogLevel.Information, Message = "Status {CallStatus} for a call that is not known here: {CallSid}")]
    public static partial void UnknownCall(this ILogger logger, string callSid, string callStatus);

    [LoggerMessage(EventId = 3012, Level = LogLevel.Warning, Message = "Call {CallSid} was still open when the server started; closed as server-lost from its checkpoint")]
    public static partial void LostCallClosed(this ILogger logger, string callSid);

    [LoggerMessage(EventId = 3013, Level = LogLevel.Warning, Message = "Webhook refused: {Reason} ({Others} more since the last one told)")]
    public static partial void WebhookRefused(this ILogger logger, string reason, long others);

    [LoggerMessage(EventId = 3014, Level = LogLevel.Warning, Message = "Call {CallSid} never opened its media stream")]
    public static partial void StreamNeverStarted(this ILogger logger, string callSid);

    [LoggerMessage(EventId = 3015, Level = LogLevel.Error, Message = "A sweep ran into a fault; the next one goes on")]
    public static partial void SweepFailed(this ILogger logger, Exception exception);

    [LoggerMessage(EventId = 3016, Level = LogLevel.Information, Message = "Call {CallSid}: the webhook came again")]
    public static partial void AskedAgain(this ILogger logger, string callSid);

    [LoggerMessage(EventId = 3017, Level = LogLevel.Error, Message = "Call {CallSid} was still open when the server started and could not be closed")]
    public static partial void LostCallNotClosed(this ILogger logger, Exception exception, string callSid);

    [LoggerMessage(EventId = 3030, Level = LogLevel.Warning, Message = "Call {CallSid} has ended, but Twilio has not said that its line is down; it is told to hang up")]
    public static partial void LineLeftUp(this ILogger logger, string callSid);

    [LoggerMessage(EventId = 3031, Level = LogLevel.Error, Message = "Call {CallSid}: ending its line ran into a fault; the next sweep goes on")]
    public static partial void LineNotEnded(this ILogger logger, Exception exception, string callSid);

    [LoggerMessage(EventId = 3032, Level = LogLevel.Error, Message = "Lines that may still be up could not be read; it is tried again")]
    public static partial void LinesNotRead(this ILogger logger, Exception exception);

    [LoggerMessage(EventId = 3033, Level = LogLevel.Error, Message = "Call {CallSid} did not end when it was asked to, so it was cut off")]
    public static partial void CutOff(this ILogger logger, string callSid);

    [LoggerMessage(EventId = 3034, Level = LogLevel.Warning, Message = "Call {CallSid} could not be given back to Twilio")]
    public static partial void HandoverFailed(this ILogger logger, Exception exception, string callSid);

    [LoggerMessage(EventId = 3035, Level = LogLevel.Information, Message = "The server was asked to stop: no new calls, {Calls} that are on have {DrainTimeout} to finish; ask again to end them now")]
    public static partial void Draining(this ILogger logger, int calls, TimeSpan drainTimeout);

    [LoggerMessage(EventId = 3036, Level = LogLevel.Warning, Message = "{Calls} calls are still on and are ended now: the server stops")]
    public static partial void DrainCutShort(this ILogger logger, int calls);

    [LoggerMessage(EventId = 3037, Level = LogLevel.Error, Message = "The day's spending could not be read; limits go by what was read last")]
    public static partial void SpendNotRead(this ILogger logger, Exception exception);

    [LoggerMessage(EventId = 3038, Level = LogLevel.Information, Message = "Call {CallSid} was put through: its second leg {ChildCallSid} took {DurationSeconds} s")]
    public static partial void SecondLeg(this ILogger logger, string callSid, string childCallSid, int durationSeconds);

    [LoggerMessage(EventId = 3040, Level = LogLevel.Error, Message = "Call {CallSid} was turned away: its row could not be written, so nothing of it could be metered")]
    public static partial void NotRecorded(this ILogger logger, Exception exception, string callSid);

    [LoggerMessage(EventId = 3041, Level = LogLevel.Warning, Message = "Status {CallStatus} of call {CallSid} waits until the store is back")]
    public static partial void ReportWaits(this ILogger logger, Exception exception, string callSid, string callStatus);

    [LoggerMessage(EventId = 3042, Level = LogLevel.Debug, Message = "The store is still away: {CallCount} calls that were turned away and {ReportCount} status reports wait for it")]
    public static partial void StoreStillAway(this ILogger logger, int callCount, int reportCount);

    [LoggerMessage(EventId = 3043, Level = LogLevel.Error, Message = "What came for call {CallSid} while the store was away is refused by it, and is given up")]
    public static partial void LateRecordRefused(this ILogger logger, Exception exception, string callSid);

    [LoggerMessage(EventId = 3044, Level = LogLevel.Warning, Message = "Call {CallSid}: Twilio does not know it, so nobody can say whether its line is down. It is told again; Twilio:AccountSid must be the account of the number")]
    public static partial void LineNotKnown(this ILogger logger, string callSid);

    [LoggerMessage(EventId = 3045, Level = LogLevel.Warning, Message = "Call {CallSid} could not be given back to Twilio, which does not know it: it is over already, or Twilio:AccountSid is not the account of the number")]
    public static partial void HandoverNotTaken(this ILogger logger, string callSid);

    [LoggerMessage(EventId = 3046, Level = LogLevel.Error, Message = "Call {CallSid} could not be looked at from outside; it is tried again in a second")]
    public static partial void CallNotWatched(this ILogger logger, Exception exception, string callSid);

    [LoggerMessage(EventId = 3047, Level = LogLevel.Warning, Message = "Call {CallSid} never opened its media stream, and could not be closed; it is tried again")]
    public static partial void StreamNotClosed(this ILogger logger, Exception exception, string callSid);

    [LoggerMessage(EventId = 3048, Level = LogLevel.Error, Message = "What came for call {CallSid} while the store was away could not be taken; it is tried again after the others")]
    public static partial void LateRecordWaits(this ILogger logger, Exception exception, string callSid);

    [LoggerMessage(EventId = 3049, Level = LogLevel.Information, Message = "Call {CallSid} goes on over another media stream")]
    public static partial void StreamFollows(this ILogger logger, string callSid);

    [LoggerMessage(EventId = 3050, Level = LogLevel.Warning, Message = "A media stream of call {CallSid} is closed: the call has a newer one, or is over")]
    public static partial void StreamNotTaken(this ILogger logger, string callSid);

    [LoggerMessage(EventId = 3051, Level = LogLevel.Error, Message = "The callers' credit could not be read; it goes by what was read last")]
    public static partial void CreditNotRead(this ILogger logger, Exception exception);
}
