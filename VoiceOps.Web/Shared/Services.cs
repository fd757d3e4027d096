using VoiceOps.Voice.Usage;

namespace VoiceOps.Web.Shared;

/// <summary>A provider's name and color, the same everywhere.</summary>
public static class Services
{
    public static string Name(string service) => service switch
    {
        ServiceNames.Twilio => "Twilio",
        ServiceNames.Deepgram => "Deepgram",
        ServiceNames.ElevenLabs => "ElevenLabs",
        ServiceNames.Cerebras => "Cerebras",
        _ => service,
    };

    /// <summary>The class that sets <c>--service</c> to the provider's color.</summary>
    public static string Class(string service) => ServiceNames.All.Contains(service) ? $"svc svc-{service}" : "svc";

    /// <summary>The color itself, for charts, which know no classes.</summary>
    public static string Color(string service) => service switch
    {
        ServiceNames.ElevenLabs => "#a78bfa",
        ServiceNames.Twilio => "#fb7185",
        ServiceNames.Deepgram => "#22d3ee",
        ServiceNames.Cerebras => "#34d399",
        _ => "#8b8b99",
    };
}
