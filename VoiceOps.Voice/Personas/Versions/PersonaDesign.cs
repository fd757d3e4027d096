namespace VoiceOps.Voice.Personas.Versions;

/// <summary>All that designers choose for a persona: what is edited, compared, estimated and heard.</summary>
public sealed record PersonaDesign
{
    public required string Name { get; init; }

    public required string LlmModel { get; init; }

    public string? FallbackModel { get; init; }

    public required string SystemPrompt { get; init; }

    public required string Greeting { get; init; }

    /// <summary>Null takes the configured voice, or the first of the account's.</summary>
    public string? VoiceId { get; init; }

    public PersonaSettings Settings { get; init; } = new();

    public static PersonaDesign Of(Persona persona) => new()
    {
        Name = persona.Name,
        LlmModel = persona.LlmModel,
        FallbackModel = persona.FallbackModel,
        SystemPrompt = persona.SystemPrompt,
        Greeting = persona.Greeting,
        VoiceId = persona.VoiceId,
        Settings = persona.Settings,
    };

    public static PersonaDesign Of(PersonaVersion version) => new()
    {
        Name = version.Name,
        LlmModel = version.LlmModel,
        FallbackModel = version.FallbackModel,
        SystemPrompt = version.SystemPrompt,
        Greeting = version.Greeting,
        VoiceId = version.VoiceId,
        Settings = version.Settings,
    };

    /// <summary>Settings hold lists, which records compare by reference; as they are stored, they compare by value.</summary>
    public bool IsSameAs(PersonaDesign other) =>
        this with { Settings = other.Settings } == other
        && PersonaSettingsConverter.Write(Settings) == PersonaSettingsConverter.Write(other.Settings);
}
