namespace VoiceOps.Voice.Calls.Journal;

/// <summary>Whether the words of calls are kept, and how long. The figures of a turn stay in any case.</summary>
public sealed class TranscriptOptions
{
    public const string Section = "VoiceOps";

    /// <summary>Off: turns are written without their words. What was kept before is deleted when its time has come.</summary>
    public bool KeepTranscripts { get; set; } = true;

    /// <summary>How long after a turn its words are deleted.</summary>
    public TimeSpan TranscriptRetention { get; set; } = TimeSpan.FromDays(30);
}
