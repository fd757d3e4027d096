namespace VoiceOps.Voice.Calls.Incoming;

/// <summary>A call as the voice webhook tells of it.</summary>
public sealed record IncomingCall
{
    public required string CallSid { get; init; }

    public string? FromNumber { get; init; }

    public string? ToNumber { get; init; }

    public required string Direction { get; init; }
}
