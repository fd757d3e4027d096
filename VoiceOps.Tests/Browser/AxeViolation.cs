namespace VoiceOps.Tests.Browser;

/// <summary>A rule that is broken, and the elements that break it.</summary>
internal sealed class AxeViolation
{
    public string Id { get; set; } = "";

    public string? Impact { get; set; }

    public string Help { get; set; } = "";

    public string[] Nodes { get; set; } = [];

    public override string ToString() => $"{Id} ({Help}): {string.Join("; ", Nodes.Take(5))}";
}
