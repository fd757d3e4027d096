namespace VoiceOps.Voice.Calls.Journal;

/// <summary>Twilio's words for a call's state, and <c>rejected</c>.</summary>
public static class CallStatus
{
    public const string Ringing = "ringing";
    public const string InProgress = "in-progress";
    public const string Completed = "completed";
    public const string Busy = "busy";
    public const string Failed = "failed";
    public const string NoAnswer = "no-answer";
    public const string Canceled = "canceled";
    public const string Rejected = "rejected";

    /// <summary>Whether Twilio says with this word that the line is down; null is no word.</summary>
    public static bool IsFinal(string? status) => status is Completed or Busy or Failed or NoAnswer or Canceled;
}
