namespace VoiceOps.Benchmarks.Load;

/// <summary>A Markdown table that reads as well where it is printed: its columns are as wide as what is in them.</summary>
internal sealed class ReportTable(params string[] heads)
{
    private readonly List<string[]> _rows = [heads];

    public void Add(params string[] cells) => _rows.Add(cells);

    public IEnumerable<string> Lines()
    {
        var widths = heads.Select((_, column) => Math.Max(3, _rows.Max(row => row[column].Length))).ToArray();
        var lines = _rows.Select(row => $"| {string.Join(" | ", row.Select((cell, column) => cell.PadRight(widths[column])))} |").ToList();
        lines.Insert(1, $"|{string.Join('|', widths.Select(width => new string('-', width + 2)))}|");
        return lines;
    }
}
