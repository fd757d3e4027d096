namespace VoiceOps.Voice.Providers.ElevenLabs;

public sealed class ElevenLabsOptions
{
    public const string Section = "ElevenLabs";

    public string? ApiKey { get; set; }

    /// <summary>Connections at a time that the account allows, one a call; null: not known, and not watched.</summary>
    public int? MaxConcurrent { get; set; }

    /// <summary>The websocket address is the same with <c>wss</c> (<c>ws</c> for <c>http</c>).</summary>
    public string BaseUrl { get; set; } = "https://api.elevenlabs.io";

    public string Model { get; set; } = "eleven_flash_v2_5";

    /// <summary>Empty takes the first of the account's voices.</summary>
    public string? VoiceId { get; set; }
}
