namespace VoiceOps.Voice.History.Import;

public enum ImportStep
{
    /// <summary>Reading the files, and holding them against the books.</summary>
    Reading,

    /// <summary>Writing the rows where nobody sees them yet, and nobody waits for them.</summary>
    Staging,

    /// <summary>Making them visible, all at once.</summary>
    Publishing,
}
