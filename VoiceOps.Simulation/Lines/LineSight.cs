namespace VoiceOps.Simulation.Lines;

internal enum LineSight
{
    /// <summary>A frame of the caller's has come.</summary>
    Frame,

    /// <summary><c>SpeechStarted</c> leaves for the host.</summary>
    SpeechStarts,

    /// <summary><c>speech_final</c> leaves for the host.</summary>
    SpeechEnds,
}
