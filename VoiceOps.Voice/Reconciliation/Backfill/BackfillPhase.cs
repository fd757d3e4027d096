namespace VoiceOps.Voice.Reconciliation.Backfill;

public enum BackfillPhase
{
    /// <summary>Not since this process started.</summary>
    NotRun,
    Running,
    Done,
    Failed,
}
