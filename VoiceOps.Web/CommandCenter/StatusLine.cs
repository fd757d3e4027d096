namespace VoiceOps.Web.CommandCenter;

/// <summary>One measured part of the system.</summary>
public sealed record StatusLine
{
    public required string Name { get; init; }

    public required StatusLevel Level { get; init; }

    /// <summary>In words, such as <c>answers in 3 ms</c>.</summary>
    public required string Detail { get; init; }

    /// <summary>UTC; when it last answered or committed.</summary>
    public DateTime? LastAt { get; init; }

    public string? Fault { get; init; }

    public DateTime? FaultAt { get; init; }

    /// <summary>What runs out at this provider, in words; null when nothing does.</summary>
    public string? RunsOut { get; init; }

    /// <summary>Keys of settings to make, one text, so that equal lines are equal.</summary>
    public string Missing { get; init; } = "";
}
