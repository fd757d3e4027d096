namespace VoiceOps.Voice.Usage;

public static class UsageUnits
{
    public const string Minutes = "minutes";
    public const string Seconds = "seconds";
    public const string Characters = "characters";
    public const string Tokens = "tokens";

    /// <summary>Usage is counted in 10⁻⁶ of its unit.</summary>
    public const long MicrosPerUnit = 1_000_000;

    public static string Of(string service) => service switch
    {
        ServiceNames.Twilio => Minutes,
        ServiceNames.Deepgram => Seconds,
        ServiceNames.ElevenLabs => Characters,
        ServiceNames.Cerebras => Tokens,
        _ => throw new ArgumentOutOfRangeException(nameof(service), service, "Unknown service."),
    };
}
