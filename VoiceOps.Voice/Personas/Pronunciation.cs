namespace VoiceOps.Voice.Personas;

/// <summary>A word and how it is written for the voice, such as <c>SQL</c> and <c>sequel</c>.</summary>
public sealed record Pronunciation
{
    public required string Word { get; init; }

    public required string SayAs { get; init; }
}
