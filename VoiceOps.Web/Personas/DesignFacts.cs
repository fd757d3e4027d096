using VoiceOps.Voice.Personas;
using VoiceOps.Voice.Providers.ElevenLabs;

namespace VoiceOps.Web.Personas;

/// <summary>What a design is checked against.</summary>
public sealed record DesignFacts
{
    public static DesignFacts None { get; } = new();

    /// <summary>The catalog, by id.</summary>
    public IReadOnlyDictionary<string, CatalogModel> Models { get; init; } = new Dictionary<string, CatalogModel>();

    /// <summary>The moment at which models are looked at.</summary>
    public DateTime AsOf { get; init; } = DateTime.MaxValue;

    /// <summary>Why a provider could not be asked for its models, by provider: most often the key.</summary>
    public IReadOnlyDictionary<string, string> ModelFaults { get; init; } = new Dictionary<string, string>();

    /// <summary>The models that hear and speak, with their languages.</summary>
    public IReadOnlyList<AudioModel> AudioModels { get; init; } = [];

    /// <summary>The configured one of a provider, by provider.</summary>
    public IReadOnlyDictionary<string, string> ConfiguredAudio { get; init; } = new Dictionary<string, string>();

    public int PromptTokens { get; init; }

    public VoiceShelf Voices { get; init; } = new(null, null);
}
