namespace VoiceOps.Voice.Providers.Cerebras;

/// <summary>Limits of the organization as one answer told them.</summary>
public sealed record CerebrasLimits
{
    public CerebrasLimit? RequestsOfDay { get; init; }

    public CerebrasLimit? TokensOfMinute { get; init; }

    public required DateTime ToldAt { get; init; }
}
