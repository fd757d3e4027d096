namespace VoiceOps.Voice.Personas;

/// <summary>A called number that a persona answers.</summary>
public sealed class PersonaNumber
{
    /// <summary>E.164</summary>
    public required string Number { get; init; }

    public required long PersonaId { get; set; }
}
