namespace VoiceOps.Voice.Personas.Catalog;

/// <summary>What a provider's list of models last said.</summary>
public sealed record ModelListState
{
    public required string Provider { get; init; }

    /// <summary>Null until it was compared for the first time since the start.</summary>
    public DateTime? ComparedAt { get; init; }

    /// <summary>Models that the provider serves and the catalog does not have.</summary>
    public IReadOnlyList<string> NotInCatalog { get; init; } = [];

    /// <summary>Why the last attempt failed; null when it did not.</summary>
    public string? Fault { get; init; }
}
