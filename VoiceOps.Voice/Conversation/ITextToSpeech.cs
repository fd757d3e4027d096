using VoiceOps.Voice.Metering;
using VoiceOps.Voice.Personas;

namespace VoiceOps.Voice.Conversation;

/// <summary>Speaks: opens one speech connection a call.</summary>
public interface ITextToSpeech
{
    /// <summary>
    /// Connects with the given voice (null: the configured one, or the account's first), to speak as the persona is set. Characters sent are
    /// told to <paramref name="meters"/>, each time they are sent. Throws <see cref="ProviderException"/> when refused.
    /// </summary>
    Task<ISpeech> ConnectAsync(string? voiceId, PersonaSettings settings, CallMeters meters, CancellationToken cancellationToken);
}
