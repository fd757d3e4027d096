namespace VoiceOps.Simulation.Deepgram;

/// <summary>
/// A stretch of the stream, in seconds from its start, and the words in it. They end before the silence that ends the stretch: how long that
/// was is what a host tells by them.
/// </summary>
internal sealed record ListenSegment(decimal Start, decimal End, IReadOnlyList<string> Words, decimal WordsEnd);
