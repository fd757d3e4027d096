namespace VoiceOps.Voice.Providers.Deepgram;

public sealed class DeepgramOptions
{
    public const string Section = "Deepgram";

    public string? ApiKey { get; set; }

    public string BaseUrl { get; set; } = "wss://api.deepgram.com";

    public string Model { get; set; } = "nova-2-phonecall";
}
