namespace VoiceOps.Voice.Calls.Journal;

/// <summary>Why a call ended, as it stands in <c>calls.ended_reason</c>.</summary>
public static class EndedReason
{
    public const string CallerHangup = "caller-hangup";
    public const string AgentHangup = "agent-hangup";
    public const string OperatorHangup = "operator-hangup";
    public const string MaxDuration = "max-duration";
    public const string SocketLost = "socket-lost";
    public const string ProviderFailed = "provider-failed";
    public const string ServerStop = "server-stop";
    public const string ServerLost = "server-lost";
    public const string InternalError = "internal-error";
    public const string SpendLimit = "spend-limit";
    public const string NoCredit = "no-credit";
    public const string Transferred = "transferred";
    public const string Rejected = "rejected";
}
