namespace VoiceOps.Voice.Usage;

/// <summary>The four providers as they stand in <c>api_call_events.service</c>.</summary>
public static class ServiceNames
{
    public const string Twilio = "twilio";
    public const string Deepgram = "deepgram";
    public const string ElevenLabs = "elevenlabs";
    public const string Cerebras = "cerebras";

    public static IReadOnlyList<string> All { get; } = [Twilio, Deepgram, ElevenLabs, Cerebras];
}
