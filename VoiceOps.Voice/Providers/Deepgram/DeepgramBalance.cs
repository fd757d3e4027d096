namespace VoiceOps.Voice.Providers.Deepgram;

/// <summary>One credit of a project; a project may have several.</summary>
internal sealed record DeepgramBalance
{
    public required decimal Amount { get; init; }

    public string? Units { get; init; }
}
