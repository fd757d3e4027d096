namespace VoiceOps.Voice.Reporting;

/// <summary>Answered calls, talk time and revenue of one bucket.</summary>
internal sealed record CallSum
{
    public int Bucket { get; init; }

    public required long Calls { get; init; }

    public required long TalkSeconds { get; init; }

    public required long RevenueNanos { get; init; }
}
