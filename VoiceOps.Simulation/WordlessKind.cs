namespace VoiceOps.Simulation;

/// <summary>How a language model answers without a word.</summary>
public enum WordlessKind
{
    /// <summary>Thinks until the limit.</summary>
    CutOff,

    /// <summary>Thinks, and ends.</summary>
    OnlyReasoning,

    Filtered,

    /// <summary>Calls a tool that nobody offered.</summary>
    UnknownTool,

    Empty,

    Newlines,
}
