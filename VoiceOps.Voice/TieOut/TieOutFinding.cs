namespace VoiceOps.Voice.TieOut;

/// <summary>What one check found, in words and rows.</summary>
public sealed record TieOutFinding
{
    /// <summary>A check may name more rows than anybody reads.</summary>
    public const int MaxRows = 100;

    public required TieOutStatus Status { get; init; }

    /// <summary>What was looked at and how it stands.</summary>
    public required string Sentence { get; init; }

    /// <summary>The first of them, <see cref="MaxRows"/> at most.</summary>
    public IReadOnlyList<TieOutRow> Rows { get; init; } = [];

    public long RowCount { get; init; }

    /// <summary>Red when there is any row, green when there is none.</summary>
    public static TieOutFinding Of(string green, string red, IReadOnlyList<TieOutRow> rows, long? count = null) => new()
    {
        Status = rows.Count == 0 ? TieOutStatus.Green : TieOutStatus.Red,
        Sentence = rows.Count == 0 ? green : red,
        Rows = [.. rows.Take(MaxRows)],
        RowCount = count ?? rows.Count,
    };
}
