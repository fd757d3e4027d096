namespace VoiceOps.Voice.Personas.Catalog;

/// <summary>A model to be asked to listen or to speak, and in which language, as it calls it; null leaves the language to the provider.</summary>
public sealed record AudioChoice(string Model, string? Language);
