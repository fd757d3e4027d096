namespace VoiceOps.Voice.Personas.Catalog;

/// <summary>Whether a model can be used.</summary>
public enum ModelState
{
    Served,

    /// <summary>Served still; the provider has named the day of its end.</summary>
    Going,

    Withdrawn,

    /// <summary>The provider's own list lacks it, though no withdrawal is known.</summary>
    Missing,
}
