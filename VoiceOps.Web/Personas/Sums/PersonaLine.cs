using VoiceOps.Voice.Personas;

namespace VoiceOps.Web.Personas.Sums;

/// <summary>A persona in the list of all.</summary>
public sealed record PersonaLine
{
    public required long PersonaId { get; init; }

    public required int Revision { get; init; }

    public required string Name { get; init; }

    public required CatalogModel Model { get; init; }

    public string? VoiceId { get; init; }

    public required IReadOnlyList<string> Numbers { get; init; }

    public required bool IsDefault { get; init; }

    /// <summary>It has a version on the line.</summary>
    public required bool IsPublished { get; init; }

    public required bool HasDraft { get; init; }

    public DateTime? ArchivedAt { get; init; }

    public bool Answers => IsPublished && ArchivedAt is null;

    public required PersonaFigures Figures { get; init; }
}
