using VoiceOps.Voice.Reporting;

namespace VoiceOps.Web.Conversations.Turns;

/// <summary>The replies of one persona on one model.</summary>
public sealed record TurnGroup
{
    public required long? PersonaId { get; init; }

    /// <summary>Null for calls that had none.</summary>
    public required string? Persona { get; init; }

    public required string? Model { get; init; }

    public required long Interrupted { get; init; }

    /// <summary>Of replies that were not interrupted.</summary>
    public required LatencyPercentiles Sent { get; init; }

    /// <summary>Of replies that were not interrupted.</summary>
    public required LatencyPercentiles Heard { get; init; }

    /// <summary>Replies that were not interrupted.</summary>
    public required long Complete { get; init; }
}
