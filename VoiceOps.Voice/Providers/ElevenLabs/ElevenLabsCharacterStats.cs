namespace VoiceOps.Voice.Providers.ElevenLabs;

// {"time":[1763596800000,1763683200000],"usage":{"eleven_flash_v2_5":[1250.5,0]}}
internal sealed record ElevenLabsCharacterStats
{
    /// <summary>Starts of the days, in Unix milliseconds.</summary>
    public IReadOnlyList<long> Time { get; init; } = [];

    /// <summary>Credits by model, one figure a day.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<decimal>> Usage { get; init; } = new Dictionary<string, IReadOnlyList<decimal>>();
}
