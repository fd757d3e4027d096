using VoiceOps.Voice.Calls;
using VoiceOps.Voice.Calls.Journal;

namespace VoiceOps.Simulation.Demo;

/// <summary>How a call of the history went.</summary>
internal sealed record CallOutcome(string EndedReason, string Status, double Share)
{
    /// <summary>What went wrong, where something did.</summary>
    public string? Detail { get; init; }

    /// <summary>Cut to this at most.</summary>
    public TimeSpan Longest { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Whether the line was answered by an agent, rather than rejected or given an apology.</summary>
    public bool IsConversation { get; init; } = true;

    /// <summary>Whether Twilio reported its own figure of the length.</summary>
    public bool IsReported { get; init; } = true;

    public static IReadOnlyList<CallOutcome> All { get; } =
    [
        new(Voice.Calls.Journal.EndedReason.CallerHangup, CallStatus.Completed, 0.800),
        new(Voice.Calls.Journal.EndedReason.AgentHangup, CallStatus.Completed, 0.112),
        new(Voice.Calls.Journal.EndedReason.CallerHangup, CallStatus.Completed, 0.030) { Longest = TimeSpan.FromSeconds(9) },
        new(Voice.Calls.Journal.EndedReason.SocketLost, CallStatus.Completed, 0.014),
        new(Voice.Calls.Journal.EndedReason.ProviderFailed, CallStatus.Completed, 0.010) { Longest = TimeSpan.FromSeconds(75), Detail = "elevenlabs: dropped the connection in mid-call" },
        new(Voice.Calls.Journal.EndedReason.OperatorHangup, CallStatus.Completed, 0.005),
        new(Voice.Calls.Journal.EndedReason.ServerLost, CallStatus.Completed, 0.006) { IsReported = false },
        new(Voice.Calls.Journal.EndedReason.Rejected, CallStatus.Rejected, 0.014) { IsConversation = false },
        new(Voice.Calls.Journal.EndedReason.Rejected, CallStatus.Completed, 0.009) { IsConversation = false, Longest = TimeSpan.FromSeconds(7) },
    ];

    public bool IsAnswered => Status != CallStatus.Rejected;
}
