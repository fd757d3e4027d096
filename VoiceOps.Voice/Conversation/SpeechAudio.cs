namespace VoiceOps.Voice.Conversation;

/// <summary>A piece of speech, ready for the line.</summary>
public sealed record SpeechAudio
{
    public required string ContextId { get; init; }

    /// <summary>Mu-law 8 kHz as the base64 text that both the provider and the line use, so that nothing is transcoded; empty at the end.</summary>
    public required ReadOnlyMemory<byte> Base64 { get; init; }

    /// <summary>How many characters of the context's text this piece speaks: as the provider aligns them, else as many as are spoken in its time.</summary>
    public required int Characters { get; init; }

    /// <summary>With the last of a context: characters of its text that no piece was told to speak, though all of it was spoken.</summary>
    public int Untold { get; init; }

    /// <summary>Mu-law, 8,000 bytes a second.</summary>
    public TimeSpan Duration => DurationOf(Base64.Span);

    /// <summary>Where each of these characters begins, in milliseconds from the start of this piece; empty when they are not aligned.</summary>
    public ReadOnlyMemory<int> CharacterStarts { get; init; }

    /// <summary>The last of its context.</summary>
    public required bool IsFinal { get; init; }

    internal static TimeSpan DurationOf(ReadOnlySpan<byte> base64)
    {
        var padding = base64.EndsWith("=="u8) ? 2 : base64.EndsWith("="u8) ? 1 : 0;
        return TimeSpan.FromTicks(((base64.Length / 4 * 3) - padding) * TimeSpan.TicksPerMillisecond / 8);
    }
}
