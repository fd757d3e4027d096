namespace VoiceOps.Web.Personas.Sums;

/// <summary>A call and what its figures are added up by.</summary>
internal sealed record KeyedCall
{
    public required long CallId { get; init; }

    public required long Key { get; init; }

    public required DateTime? StartedAt { get; init; }

    public required long? WasteNanos { get; init; }
}
