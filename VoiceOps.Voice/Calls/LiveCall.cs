using VoiceOps.Voice.Metering;

namespace VoiceOps.Voice.Calls;

/// <summary>A call that is on: what it is, what it counts, and how to end it.</summary>
internal sealed record LiveCall
{
    public required Call Call { get; init; }

    public required string Persona { get; init; }

    public required CallMeters Meters { get; init; }

    /// <summary>Asks the call to end with this reason; it ends once, whoever asks first.</summary>
    public required Action<string> End { get; init; }
}
