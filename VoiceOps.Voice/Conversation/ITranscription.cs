namespace VoiceOps.Voice.Conversation;

/// <summary>One call's live transcription. What it uses, it tells the call's meters.</summary>
public interface ITranscription : IAsyncDisposable
{
    /// <summary>The provider's id of the model that listens.</summary>
    string Model { get; }

    /// <summary>How much of the caller's audio has come so far; the clock of <see cref="TranscriptHeard.SpokenUntil"/>.</summary>
    TimeSpan AudioSent { get; }

    /// <summary>What is heard, until <see cref="CloseAsync"/>; ends with a <see cref="ProviderException"/> when the provider drops.</summary>
    IAsyncEnumerable<HeardEvent> ReadAllAsync(CancellationToken cancellationToken);

    /// <summary>Ends the stream in the provider's own way; the seconds that it says it processed go to the meters.</summary>
    Task CloseAsync(CancellationToken cancellationToken);
}
