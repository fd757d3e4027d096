namespace VoiceOps.Voice.TieOut;

public enum TieOutStatus
{
    Green,
    Red,
}
