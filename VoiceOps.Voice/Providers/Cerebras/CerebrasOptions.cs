namespace VoiceOps.Voice.Providers.Cerebras;

public sealed class CerebrasOptions
{
    public const string Section = "Cerebras";

    public string? ApiKey { get; set; }

    /// <summary>Requests a minute that the account allows; null: not known, and not watched.</summary>
    public int? RequestsPerMinute { get; set; }

    public string BaseUrl { get; set; } = "https://api.cerebras.ai/v1";
}
