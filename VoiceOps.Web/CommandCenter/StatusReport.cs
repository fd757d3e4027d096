namespace VoiceOps.Web.CommandCenter;

/// <summary>How the system stands, as measured at one moment.</summary>
public sealed record StatusReport
{
    public required IReadOnlyList<StatusLine> Lines { get; init; }

    public required string Version { get; init; }

    public required string Commit { get; init; }

    public required string? Schema { get; init; }

    /// <summary>UTC; null while the books can be written.</summary>
    public DateTime? BooksAwaySince { get; init; }

    /// <summary>Usage rows that wait until the books can be written again.</summary>
    public int HeldRows { get; init; }

    /// <summary>The worst of the parts that were measured.</summary>
    public StatusLevel Level => Lines.Select(line => line.Level).DefaultIfEmpty().Max();

    /// <summary>Keys of all settings that are missing before a call can be taken.</summary>
    public IReadOnlyList<string> Missing => [.. Lines.SelectMany(line => line.Missing.Split(' ', StringSplitOptions.RemoveEmptyEntries))];
}
