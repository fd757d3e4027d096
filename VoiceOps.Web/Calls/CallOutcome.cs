using VoiceOps.Voice.Calls;
using VoiceOps.Voice.Calls.Journal;

namespace VoiceOps.Web.Calls;

/// <summary>How a call stands or ended, in a word for its chip and a sentence for its hover.</summary>
public sealed record CallOutcome(string Word, string Color, string Sentence)
{
    /// <summary>Nobody need look at it.</summary>
    public bool IsOrdinary => Word == "completed";

    public static CallOutcome Of(string status, string? endedReason) => (status, endedReason) switch
    {
        (CallStatus.InProgress, _) => new("on air", "emerald live", "The call is on."),
        (CallStatus.Ringing, _) => new("ringing", "cyan", "Announced, not answered yet."),
        (CallStatus.NoAnswer, _) => new("no answer", "plain", "It was never answered, so nothing was used."),
        (_, EndedReason.NoCredit) => new("no credit", "amber", "The account had no credit, or its credit was used up."),
        (CallStatus.Completed, EndedReason.Rejected) =>
            new("apologized", "amber", "It could not be served: answered with a spoken apology, which costs its line minute."),
        (CallStatus.Rejected, _) or (_, EndedReason.Rejected) => new("rejected", "amber", "Turned away without an answer, so nothing was used."),
        (_, EndedReason.ProviderFailed) => new("failed", "rose", "A provider failed; what was used until then is booked."),
        (_, EndedReason.SocketLost) => new("line lost", "amber", "The media stream broke off."),
        (_, EndedReason.ServerLost) => new("server lost", "amber", "The host stopped during the call; it was closed from its last checkpoint."),
        (_, EndedReason.ServerStop) => new("server stop", "amber", "The host was stopped and ended the call."),
        (_, EndedReason.OperatorHangup) => new("hung up", "amber", "An operator ended it."),
        (_, EndedReason.MaxDuration) => new("cut off", "amber", "It reached the longest duration that is allowed."),
        (_, EndedReason.SpendLimit) => new("spend limit", "amber", "The day's spend limit was reached."),
        (_, EndedReason.Transferred) => new("put through", "amber", "A provider stayed away; the caller was put through to the fallback number."),
        (CallStatus.Completed, EndedReason.AgentHangup) => new("completed", "emerald", "The agent said goodbye."),
        (CallStatus.Completed, _) => new("completed", "emerald", "The caller hung up."),
        (CallStatus.Failed, _) => new("failed", "rose", "Twilio could not connect it."),
        _ => new(status, "plain", $"Twilio says {status}."),
    };
}
