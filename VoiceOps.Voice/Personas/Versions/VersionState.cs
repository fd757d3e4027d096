namespace VoiceOps.Voice.Personas.Versions;

/// <summary>Where a version of a persona stands.</summary>
public static class VersionState
{
    /// <summary>Being worked on; a persona has one at most, and no call is answered with it.</summary>
    public const string Draft = "draft";

    /// <summary>Is or was what calls are answered with; never changes.</summary>
    public const string Published = "published";

    /// <summary>A draft that was discarded, or gave way to another's: kept, so that nobody's work vanishes.</summary>
    public const string SetAside = "set-aside";
}
