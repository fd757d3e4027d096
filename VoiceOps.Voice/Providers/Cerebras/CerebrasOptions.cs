namespace VoiceOps.Voice.Providers.Cerebras;

public sealed class CerebrasOptions
{
    public const string Section = "Cerebras";

    public string? ApiKey { get; set; }

    public string BaseUrl { get; set; } = "https://api.cerebras.ai/v1";
}
