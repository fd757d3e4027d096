namespace VoiceOps.Voice.Conversation;

/// <summary>One call's speech. Each utterance is a context of its own, which can be given up without touching the next.</summary>
public interface ISpeech : IAsyncDisposable
{
    /// <summary>The provider's id of the model that speaks.</summary>
    string Model { get; }

    /// <summary>
    /// Sends text to be spoken. It is billed as the Unicode code points sent, a trailing space included, and counted by the call's meters.
    /// Throws <see cref="ProviderException"/> when the socket is gone.
    /// </summary>
    ValueTask SpeakAsync(string contextId, string text, CancellationToken cancellationToken);

    /// <summary>No more text for this context; the rest of it is still spoken.</summary>
    ValueTask FinishAsync(string contextId, CancellationToken cancellationToken);

    /// <summary>Gives the context up; audio that still arrives for it is dropped.</summary>
    ValueTask CancelAsync(string contextId, CancellationToken cancellationToken);

    /// <summary>Audio of all contexts in order; ends with a <see cref="ProviderException"/> when the provider drops.</summary>
    IAsyncEnumerable<SpeechAudio> ReadAllAsync(CancellationToken cancellationToken);

    /// <summary>Closes the socket in the provider's own way.</summary>
    Task CloseAsync(CancellationToken cancellationToken);
}
