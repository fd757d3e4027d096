namespace VoiceOps.Voice.Conversation;

/// <summary>A piece of speech, ready for the line.</summary>
public sealed record SpeechAudio
{
    public required string ContextId { get; init; }

    /// <summary>Mu-law 8 kHz as the base64 text that both the provider and the line use, so that nothing is transcoded; empty at the end.</summary>
    public required ReadOnlyMemory<byte> Base64 { get; init; }

    /// <summary>How many characters of the context's text this piece speaks, as far as the provider aligns them.</summary>
    public required int Characters { get; init; }

    /// <summary>Where each of these characters begins, in milliseconds from the start of this piece; empty when they are not aligned.</summary>
    public ReadOnlyMemory<int> CharacterStarts { get; init; }

    /// <summary>The last of its context.</summary>
    public required bool IsFinal { get; init; }
}
