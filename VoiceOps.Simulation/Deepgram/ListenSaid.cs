using VoiceOps.Simulation.Lines;

namespace VoiceOps.Simulation.Deepgram;

/// <summary>One message on its way to the host, and what a load test is told the moment it leaves.</summary>
internal readonly record struct ListenSaid(object Message, LineSight? Sight = null);
