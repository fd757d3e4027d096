using VoiceOps.Voice.Calls.Journal;

namespace VoiceOps.Web.Personas;

/// <summary>Why a test call ended, as people say it.</summary>
internal static class EndedWords
{
    public static string Of(string reason) => reason switch
    {
        EndedReason.CallerHangup => "You hung up",
        EndedReason.AgentHangup => "The persona hung up",
        EndedReason.OperatorHangup => "An operator ended it",
        EndedReason.MaxDuration => "It reached the longest duration",
        EndedReason.SocketLost => "The connection was lost",
        EndedReason.ProviderFailed => "A provider failed",
        EndedReason.ServerStop or EndedReason.ServerLost => "The server was stopped",
        EndedReason.InternalError => "Something in the program failed",
        EndedReason.SpendLimit => "The day's spend limit was reached",
        EndedReason.Transferred => "It was put through to the fallback number",
        EndedReason.Rejected => "It was turned away",
        _ => reason,
    };
}
