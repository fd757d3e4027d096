namespace VoiceOps.Voice.Personas.Catalog;

/// <summary>The model that is configured for a provider, for personas that choose none.</summary>
public sealed record DefaultAudioModel(string Provider, string Model);
