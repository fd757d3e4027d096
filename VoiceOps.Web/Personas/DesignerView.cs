namespace VoiceOps.Web.Personas;

/// <summary>The part of a persona that the page shows; the last word of its address.</summary>
internal sealed record DesignerView(string Key, string Name)
{
    public static DesignerView Design { get; } = new("", "Design");

    public static DesignerView History { get; } = new("history", "Versions");

    public static DesignerView Hear { get; } = new("hear", "Hear it");

    public static IReadOnlyList<DesignerView> All { get; } = [Design, Hear, History];

    public static DesignerView Of(string? key) => All.FirstOrDefault(view => view.Key == (key ?? "")) ?? Design;
}
