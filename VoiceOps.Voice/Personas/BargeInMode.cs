namespace VoiceOps.Voice.Personas;

/// <summary>What a caller who speaks does to an agent that is speaking.</summary>
public enum BargeInMode
{
    /// <summary>The agent finishes; what was said meanwhile is answered afterwards. "Stop", "wait" and "no" interrupt all the same.</summary>
    Off,

    /// <summary>The agent falls silent at the first sound, and goes on when it was nothing.</summary>
    On,

    /// <summary>The agent falls silent once so many words were heard.</summary>
    AfterWords,
}
