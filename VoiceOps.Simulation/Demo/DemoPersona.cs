namespace VoiceOps.Simulation.Demo;

/// <summary>An agent of the demo and the number it answers. With an <paramref name="EarlierModel"/>, its first days were answered by another one.</summary>
internal sealed record DemoPersona(
    string Name, string LlmModel, string VoiceId, string Number, double Share, string Greeting, string SystemPrompt, string? EarlierModel = null);
