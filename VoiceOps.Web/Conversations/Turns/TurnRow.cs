namespace VoiceOps.Web.Conversations.Turns;

/// <summary>What the figures need of one turn; milliseconds.</summary>
internal sealed record TurnRow
{
    public required DateTime StartedAt { get; init; }

    public required string Kind { get; init; }

    public required bool IsInterrupted { get; init; }

    public required bool HasFiller { get; init; }

    public required long? PersonaId { get; init; }

    public required string? Model { get; init; }

    public required int? Endpointing { get; init; }

    public required int? FirstToken { get; init; }

    public required int? FirstClause { get; init; }

    public required int? FirstAudio { get; init; }

    public required int? Sent { get; init; }

    public required int? Heard { get; init; }
}
