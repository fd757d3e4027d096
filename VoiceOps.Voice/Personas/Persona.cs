using VoiceOps.Voice.Personas.Versions;

namespace VoiceOps.Voice.Personas;

/// <summary>Who answers: a voice, a model and a prompt.</summary>
public sealed class Persona
{
    public long Id { get; init; }

    public required string Name { get; set; }

    /// <summary>One of the catalog; the database refuses any other.</summary>
    public required string LlmModel { get; set; }

    /// <summary>Answers when <see cref="LlmModel"/> is withdrawn, overloaded or silent; of the catalog too. Null: none.</summary>
    public string? FallbackModel { get; set; }

    public required string SystemPrompt { get; set; }

    /// <summary>What the persona says first.</summary>
    public required string Greeting { get; set; }

    /// <summary>Null takes <c>ElevenLabs:VoiceId</c>, or the first of the account's voices.</summary>
    public string? VoiceId { get; set; }

    /// <summary>Answers the numbers that are assigned to no persona.</summary>
    public required bool IsDefault { get; set; }

    public PersonaSettings Settings { get; set; } = new();

    /// <summary>The version in <c>persona_versions</c> that this row holds. Null before it was published, and in a row that was written by hand.</summary>
    public long? VersionId { get; set; }

    /// <summary>It has only a draft yet: the row holds a name, and no call is answered with it.</summary>
    public bool IsUnpublished { get; set; }

    /// <summary>Answers no more, and stays for the sake of its calls.</summary>
    public DateTime? ArchivedAt { get; set; }

    /// <summary>Goes up with every change a designer makes.</summary>
    public int Revision { get; set; }

    public required DateTime CreatedAt { get; init; }

    internal void Take(PersonaDesign design) =>
        (Name, LlmModel, FallbackModel, SystemPrompt, Greeting, VoiceId, Settings) =
        (design.Name, design.LlmModel, design.FallbackModel, design.SystemPrompt, design.Greeting, design.VoiceId, design.Settings);
}
