namespace VoiceOps.Voice.Providers.Deepgram;

// {"projects":[{"project_id":"..","name":".."}]}
internal sealed record DeepgramProjects
{
    public IReadOnlyList<ProjectPart> Projects { get; init; } = [];

    internal sealed record ProjectPart
    {
        public required string ProjectId { get; init; }
    }
}
