using VoiceOps.Voice.Metering;

namespace VoiceOps.Voice.Calls;

/// <summary>A running call as operators see it.</summary>
public sealed record OnAirCall
{
    public required long CallId { get; init; }

    public required string CallSid { get; init; }

    public string? FromNumber { get; init; }

    public required string Persona { get; init; }

    public required string LlmModel { get; init; }

    public required DateTime AnsweredAt { get; init; }

    public required LiveFigures Figures { get; init; }
}
