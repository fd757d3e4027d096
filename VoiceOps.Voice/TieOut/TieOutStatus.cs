namespace VoiceOps.Voice.TieOut;

public enum TieOutStatus
{
    Green,
    Red,

    /// <summary>What it checks does not exist yet.</summary>
    NotApplicable,
}
