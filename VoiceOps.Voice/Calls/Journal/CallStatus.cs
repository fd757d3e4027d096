namespace VoiceOps.Voice.Calls.Journal;

/// <summary>Twilio's words for a call's state, and <c>rejected</c>.</summary>
public static class CallStatus
{
    public const string Ringing = "ringing";
    public const string InProgress = "in-progress";
    public const string Completed = "completed";
    public const string Failed = "failed";
    public const string NoAnswer = "no-answer";
    public const string Rejected = "rejected";
}
