namespace VoiceOps.Voice.Personas.Versions;

/// <summary>One version of a persona with all that designers choose, as it stands in <c>persona_versions</c>.</summary>
public sealed class PersonaVersion
{
    public long Id { get; init; }

    public required long PersonaId { get; init; }

    /// <summary>Counts from 1 within the persona.</summary>
    public required int Number { get; init; }

    /// <summary>One of <see cref="VersionState"/>.</summary>
    public required string State { get; set; }

    /// <summary>Why it was made, in its author's words.</summary>
    public string? Note { get; set; }

    /// <summary>Who saved it last.</summary>
    public required string Author { get; set; }

    public required DateTime CreatedAt { get; init; }

    public required DateTime SavedAt { get; set; }

    public DateTime? PublishedAt { get; set; }

    public required string Name { get; set; }

    public required string LlmModel { get; set; }

    public string? FallbackModel { get; set; }

    public required string SystemPrompt { get; set; }

    public required string Greeting { get; set; }

    public string? VoiceId { get; set; }

    public PersonaSettings Settings { get; set; } = new();

    public void Take(PersonaDesign design) =>
        (Name, LlmModel, FallbackModel, SystemPrompt, Greeting, VoiceId, Settings) =
        (design.Name, design.LlmModel, design.FallbackModel, design.SystemPrompt, design.Greeting, design.VoiceId, design.Settings);
}
