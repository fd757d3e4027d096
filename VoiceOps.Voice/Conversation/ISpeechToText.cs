using VoiceOps.Voice.Metering;
using VoiceOps.Voice.Personas;

namespace VoiceOps.Voice.Conversation;

/// <summary>Hears: opens one transcription a call.</summary>
public interface ISpeechToText
{
    /// <summary>
    /// Connects and listens to the caller's audio, from its beginning as far as that is kept, in the persona's language and for its key terms. What it uses is told to
    /// <paramref name="meters"/> as it happens. Throws <see cref="ProviderException"/> when refused.
    /// </summary>
    Task<ITranscription> ConnectAsync(PersonaSettings settings, CallerAudio audio, CallMeters meters, CancellationToken cancellationToken);
}
