namespace VoiceOps.Web.Personas;

/// <summary>What one side of a chat has said; an answer grows while it is written.</summary>
internal sealed class ChatLine
{
    public required bool IsDesigner { get; init; }

    public required string Text { get; set; }

    /// <summary>Latency, tokens and cost of an answer.</summary>
    public string? Figures { get; set; }
}
