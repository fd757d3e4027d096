namespace VoiceOps.Voice.Conversation.Turns;

/// <summary>What a turn speaks through.</summary>
internal sealed record AgentTurnRoles
{
    public required ISpeech Speech { get; init; }

    public required ILine Line { get; init; }

    /// <summary>Time since the answer.</summary>
    public required Func<TimeSpan> Now { get; init; }
}
