namespace VoiceOps.Voice.Providers.Deepgram;

/// <summary>Usage of a project, in groups.</summary>
// {"start":"2026-11-20","end":"2026-11-20","resolution":{"units":"day","amount":1},"results":[{"hours":1.62,"total_hours":1.62,"requests":43,"grouping":{..}}]}
internal sealed record DeepgramUsage
{
    public IReadOnlyList<ResultPart> Results { get; init; } = [];

    internal sealed record ResultPart
    {
        public decimal? Hours { get; init; }
    }
}
