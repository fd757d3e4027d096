namespace VoiceOps.Web.CommandCenter;

public enum StatusLevel
{
    /// <summary>Ready as far as can be told, and not used yet: nothing is claimed of it.</summary>
    Unmeasured,
    Operational,
    Caution,
    Down,
}
