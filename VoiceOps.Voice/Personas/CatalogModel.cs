using VoiceOps.Voice.Personas.Catalog;

namespace VoiceOps.Voice.Personas;

/// <summary>A language model that a persona may name. Withdrawn ones stay, because their calls stay priced.</summary>
public sealed class CatalogModel
{
    /// <summary>The provider's own id, such as <c>gpt-oss-120b</c>.</summary>
    public required string Id { get; init; }

    public required string Provider { get; init; }

    public required string DisplayName { get; set; }

    /// <summary>The day the provider withdrew it; null while it is served.</summary>
    public DateTime? WithdrawnOn { get; set; }

    public string? Replacement { get; set; }

    /// <summary>Tokens of prompt and reply together; null when it is not known.</summary>
    public int? ContextTokens { get; set; }

    /// <summary>Output speed as the provider publishes it; null when it is not known.</summary>
    public int? TokensPerSecond { get; set; }

    /// <summary>Since when the provider's own list of models lacks it; null while it is on the list, or was never compared.</summary>
    public DateTime? MissingSince { get; set; }

    public bool IsWithdrawnAt(DateTime moment) => WithdrawnOn <= moment;

    public ModelState StateAt(DateTime moment) => (WithdrawnOn, MissingSince) switch
    {
        ({ } end, _) when end <= moment => ModelState.Withdrawn,
        (_, not null) => ModelState.Missing,
        (not null, _) => ModelState.Going,
        _ => ModelState.Served,
    };
}
