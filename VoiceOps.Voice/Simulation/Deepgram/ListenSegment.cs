namespace VoiceOps.Voice.Simulation.Deepgram;

/// <summary>A stretch of the stream, in seconds from its start, and the words in it.</summary>
internal sealed record ListenSegment(decimal Start, decimal End, IReadOnlyList<string> Words);
