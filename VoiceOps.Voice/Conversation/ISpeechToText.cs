using VoiceOps.Voice.Metering;
using VoiceOps.Voice.Personas;

namespace VoiceOps.Voice.Conversation;

/// <summary>Hears: opens one transcription a call.</summary>
public interface ISpeechToText
{
    /// <summary>
    /// Connects and starts listening to mu-law 8 kHz mono, in the persona's language and for its key terms. What it uses is told to
    /// <paramref name="meters"/> as it happens. Throws <see cref="ProviderException"/> when refused.
    /// </summary>
    Task<ITranscription> ConnectAsync(PersonaSettings settings, CallMeters meters, CancellationToken cancellationToken);
}
