namespace VoiceOps.Voice.Conversation;

/// <summary>One call's live transcription.</summary>
public interface ITranscription : IAsyncDisposable
{
    /// <summary>The provider's id of this transcription, for its own records.</summary>
    string? RequestId { get; }

    /// <summary>The provider's id of the model that listens.</summary>
    string Model { get; }

    /// <summary>Sends raw mu-law bytes (8,000 a second). Throws <see cref="ProviderException"/> when the socket is gone.</summary>
    ValueTask SendAudioAsync(ReadOnlyMemory<byte> audio, CancellationToken cancellationToken);

    /// <summary>What is heard, until <see cref="CloseAsync"/>; ends with a <see cref="ProviderException"/> when the provider drops.</summary>
    IAsyncEnumerable<HeardEvent> ReadAllAsync(CancellationToken cancellationToken);

    /// <summary>Ends the stream in the provider's own way and returns the seconds of audio that it says it processed, or null when it did not say.</summary>
    Task<decimal?> CloseAsync(CancellationToken cancellationToken);
}
