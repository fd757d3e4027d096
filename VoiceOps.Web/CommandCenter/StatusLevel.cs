namespace VoiceOps.Web.CommandCenter;

public enum StatusLevel
{
    /// <summary>Configured but not used yet, so nothing is known of it.</summary>
    Unmeasured,
    Operational,
    Caution,
    Down,
}
