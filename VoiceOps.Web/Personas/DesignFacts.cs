using VoiceOps.Voice.Personas;
using VoiceOps.Voice.Providers.ElevenLabs;

namespace VoiceOps.Web.Personas;

/// <summary>What a design is checked against.</summary>
public sealed record DesignFacts
{
    public static DesignFacts None { get; } = new();

    /// <summary>The catalog, by id.</summary>
    public IReadOnlyDictionary<string, CatalogModel> Models { get; init; } = new Dictionary<string, CatalogModel>();

    public int PromptTokens { get; init; }

    public VoiceShelf Voices { get; init; } = new(null, null);
}
