using VoiceOps.Voice.Personas;
using VoiceOps.Voice.Personas.Versions;

namespace VoiceOps.Voice.Calls.Testing;

/// <summary>What is listened to: a version as it was saved, or what is typed and not saved yet.</summary>
public sealed record TestedDesign
{
    public required PersonaDesign Design { get; init; }

    /// <summary>Null for a persona that was never saved.</summary>
    public long? PersonaId { get; init; }

    /// <summary>Null for changes that are not saved.</summary>
    public long? VersionId { get; init; }

    internal Persona AsPersona()
    {
        var persona = new Persona
        {
            Id = PersonaId ?? 0,
            Name = Design.Name,
            LlmModel = Design.LlmModel,
            SystemPrompt = Design.SystemPrompt,
            Greeting = Design.Greeting,
            IsDefault = false,
            VersionId = VersionId,
            CreatedAt = DateTime.UnixEpoch,
        };
        persona.Take(Design);
        return persona;
    }
}
