namespace VoiceOps.Voice.Providers.ElevenLabs;

/// <summary>Credits that one model took on one day (UTC).</summary>
internal sealed record ElevenLabsDay
{
    public required DateOnly Day { get; init; }

    /// <summary>As the breakdown names it: the model's id or its title.</summary>
    public required string Model { get; init; }

    public required decimal Credits { get; init; }
}
