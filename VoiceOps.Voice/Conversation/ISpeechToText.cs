namespace VoiceOps.Voice.Conversation;

/// <summary>Hears: opens one transcription a call.</summary>
public interface ISpeechToText
{
    /// <summary>Connects and starts listening to mu-law 8 kHz mono. Throws <see cref="ProviderException"/> when refused.</summary>
    Task<ITranscription> ConnectAsync(CancellationToken cancellationToken);
}
