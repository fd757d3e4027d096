namespace VoiceOps.Web.Personas;

/// <summary>Which lines two texts share, and which only one of them has.</summary>
internal static class TextDiff
{
    // A table of so many cells takes a few milliseconds; beyond it, the texts are shown whole.
    private const int MostCells = 4_000_000;

    public static IReadOnlyList<DiffLine> Lines(string old, string now)
    {
        var (left, right) = (old.Split('\n'), now.Split('\n'));
        if ((long)left.Length * right.Length > MostCells)
        {
            return [.. left.Select(line => new DiffLine(DiffKind.Gone, line)), .. right.Select(line => new DiffLine(DiffKind.New, line))];
        }

        // Longest common subsequence, counted from the ends so that it can be walked from the beginning.
        var shared = new int[left.Length + 1, right.Length + 1];
        for (var i = left.Length - 1; i >= 0; i--)
        {
            for (var j = right.Length - 1; j >= 0; j--)
            {
                shared[i, j] = left[i] == right[j] ? shared[i + 1, j + 1] + 1 : Math.Max(shared[i + 1, j], shared[i, j + 1]);
            }
        }

        var lines = new List<DiffLine>();
        for (int i = 0, j = 0; i < left.Length || j < right.Length;)
        {
            if (i < left.Length && j < right.Length && left[i] == right[j])
            {
                lines.Add(new DiffLine(DiffKind.Same, left[i++]));
                j++;
            }
            else if (j == right.Length || (i < left.Length && shared[i + 1, j] >= shared[i, j + 1]))
            {
                lines.Add(new DiffLine(DiffKind.Gone, left[i++]));
            }
            else
            {
                lines.Add(new DiffLine(DiffKind.New, right[j++]));
            }
        }

        return lines;
    }
}
