namespace VoiceOps.Web.CommandCenter;

public enum StatusLevel
{
    Operational,
    Caution,
    Down,
}
