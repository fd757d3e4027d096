namespace VoiceOps.Voice.Conversation;

/// <summary>Speaks: opens one speech connection a call.</summary>
public interface ITextToSpeech
{
    /// <summary>Connects with the given voice (null: the configured one, or the account's first). Throws <see cref="ProviderException"/> when refused.</summary>
    Task<ISpeech> ConnectAsync(string? voiceId, CancellationToken cancellationToken);
}
