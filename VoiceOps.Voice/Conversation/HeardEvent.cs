namespace VoiceOps.Voice.Conversation;

/// <summary>What speech to text tells about the caller.</summary>
public abstract record HeardEvent;

/// <summary>The caller began to speak; no words yet.</summary>
/// <param name="At">Where in the audio that was sent (see <see cref="ITranscription.AudioSent"/>); null when it is not told. So with the next two.</param>
public sealed record SpeechStarted(TimeSpan? At = null) : HeardEvent;

/// <summary>
/// Words, perhaps still to be revised. <paramref name="SpeechFinal"/> ends the user's turn. <paramref name="SpokenUntil"/> is where the last
/// word ends; null without words. All the audio from <paramref name="From"/> to <paramref name="Until"/> is told about.
/// </summary>
public sealed record TranscriptHeard(string Text, bool IsFinal, bool SpeechFinal, TimeSpan? SpokenUntil = null) : HeardEvent
{
    public TimeSpan? From { get; init; }

    public TimeSpan? Until { get; init; }
}

/// <summary>A pause after the last word, for when no final word told the end.</summary>
/// <param name="LastWordEnd">Where that word ends; less than zero when there was none.</param>
public sealed record UtteranceEnded(TimeSpan? LastWordEnd = null) : HeardEvent;
