namespace VoiceOps.Voice.Providers.Deepgram;

public sealed class DeepgramOptions
{
    public const string Section = "Deepgram";

    public string? ApiKey { get; set; }

    /// <summary>Connections at a time that the account allows, one a call; null: not known, and not watched.</summary>
    public int? MaxConcurrent { get; set; }

    public string BaseUrl { get; set; } = "wss://api.deepgram.com";

    /// <summary>The project whose usage is asked for; empty takes the first that the key may see.</summary>
    public string? ProjectId { get; set; }

    public string Model { get; set; } = "nova-2-phonecall";
}
