namespace VoiceOps.Simulation.Cerebras;

internal sealed record ChatMessage(string Role, string Content);
