namespace VoiceOps.Voice.Personas.Versions;

/// <summary>What became of a change: it is done, or somebody else was there first, or it cannot be and why.</summary>
public sealed record DesignResult
{
    /// <summary>The persona as it stands after the change; null when nothing was changed.</summary>
    public PersonaSheet? Saved { get; init; }

    /// <summary>The persona as another has left it meanwhile. Nothing of either is lost: bring both together and save again.</summary>
    public PersonaSheet? Theirs { get; init; }

    /// <summary>Why not, in words for the one who edits.</summary>
    public string? Problem { get; init; }

    /// <summary>The field of <see cref="PersonaDesign"/> that the problem is about.</summary>
    public string? Field { get; init; }

    public static DesignResult Done(PersonaSheet sheet) => new() { Saved = sheet };

    public static DesignResult Overtaken(PersonaSheet theirs) => new() { Theirs = theirs };

    public static DesignResult Refused(string problem, string? field = null) => new() { Problem = problem, Field = field };
}
