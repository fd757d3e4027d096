namespace VoiceOps.Voice.Personas.Catalog;

/// <summary>A model of the catalog with the personas that name it.</summary>
public sealed record CatalogEntry
{
    public required CatalogModel Model { get; init; }

    public required ModelState State { get; init; }

    public required IReadOnlyList<string> Personas { get; init; }
}
