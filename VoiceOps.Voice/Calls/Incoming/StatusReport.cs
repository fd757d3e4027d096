using VoiceOps.Voice.Calls.Journal;

namespace VoiceOps.Voice.Calls.Incoming;

/// <summary>What a status callback tells.</summary>
public sealed record StatusReport
{
    public required string CallSid { get; init; }

    public required string CallStatus { get; init; }

    /// <summary>Twilio's <c>CallDuration</c>; its <c>Duration</c> is in minutes and not used.</summary>
    public int? DurationSeconds { get; init; }

    /// <summary>The call that was put through to this one; null for a call of its own.</summary>
    public string? ParentCallSid { get; init; }

    public string? FromNumber { get; init; }

    public string? ToNumber { get; init; }

    public bool IsTerminal => Journal.CallStatus.IsFinal(CallStatus);
}
