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

    public required DateTime CreatedAt { get; init; }
}
