namespace VoiceOps.Voice.Personas;

/// <summary>A persona whose calls will fail, or cost what nobody sees.</summary>
public sealed record PersonaWarning
{
    public required PersonaWarningKind Kind { get; init; }

    public required string Persona { get; init; }

    public required string Model { get; init; }

    public required string Provider { get; init; }

    /// <summary>When the model was withdrawn, or first missing from the provider's list; null where no price is known.</summary>
    public DateTime? Since { get; init; }

    /// <summary>The rates that are missing, such as <c>cerebras:prompt:gpt-oss-120b</c>.</summary>
    public string MissingRates { get; init; } = "";

    public string? Replacement { get; init; }
}
