namespace VoiceOps.Voice.History;

public enum BackfillPhase
{
    /// <summary>Not since this process started.</summary>
    NotRun,
    Running,
    Done,
    Failed,
}
