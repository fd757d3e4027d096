namespace VoiceOps.Voice.Conversation;

/// <summary>What speech to text tells about the caller.</summary>
public abstract record HeardEvent;

/// <summary>The caller began to speak; no words yet.</summary>
public sealed record SpeechStarted : HeardEvent;

/// <summary>
/// Words, perhaps still to be revised. <paramref name="SpeechFinal"/> ends the user's turn. <paramref name="SpokenUntil"/> is where the last
/// word ends in the audio that was sent (see <see cref="ITranscription.AudioSent"/>); null without words.
/// </summary>
public sealed record TranscriptHeard(string Text, bool IsFinal, bool SpeechFinal, TimeSpan? SpokenUntil = null) : HeardEvent;

/// <summary>A pause after the last word, for when no final word told the end.</summary>
public sealed record UtteranceEnded : HeardEvent;
