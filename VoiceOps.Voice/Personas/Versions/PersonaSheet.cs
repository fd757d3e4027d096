namespace VoiceOps.Voice.Personas.Versions;

/// <summary>A persona as a designer opens it.</summary>
public sealed record PersonaSheet
{
    public required long PersonaId { get; init; }

    /// <summary>Goes up with every change; a change that names an older one is refused, since somebody else was there first.</summary>
    public required int Revision { get; init; }

    public required bool IsDefault { get; init; }

    public DateTime? ArchivedAt { get; init; }

    /// <summary>What the next call is answered with; null before the first publication.</summary>
    public PersonaVersion? Published { get; init; }

    public PersonaVersion? Draft { get; init; }

    /// <summary>Phone numbers that reach it, in order.</summary>
    public required IReadOnlyList<string> Numbers { get; init; }

    /// <summary>What is worked on: the draft, else what is published.</summary>
    public PersonaVersion Current => Draft ?? Published ?? throw new InvalidOperationException($"Persona {PersonaId} has no version.");

    /// <summary>Nobody saved, published, put back or discarded anything between the two.</summary>
    public bool HasVersionsOf(PersonaSheet other) => Published?.Id == other.Published?.Id && HasDraftOf(other);

    /// <summary>The same draft, saved no more since; or none in both.</summary>
    public bool HasDraftOf(PersonaSheet other) =>
        (Draft, other.Draft) is (null, null)
        || (Draft is { } mine && other.Draft is { } theirs && mine.Id == theirs.Id && PersonaDesign.Of(mine).IsSameAs(PersonaDesign.Of(theirs)));
}
