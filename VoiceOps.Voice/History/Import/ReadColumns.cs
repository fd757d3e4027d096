using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.History.Import;

/// <summary>
/// Which headings of a row are read for which column. The column's own name comes before another spelling of it, and that before a name that was mapped;
/// where two are equally good they must agree.
/// </summary>
internal sealed class ReadColumns(ImportTable table, OtherNames map)
{
    /// <summary>The column of each heading; null for one that is not read.</summary>
    public IReadOnlyList<string?> Of(IReadOnlyList<string> headings) => [.. headings.Select(heading => map.ColumnOf(table, heading))];

    /// <summary>The headings that give way to a better one of the same column, with that one.</summary>
    public IEnumerable<(int Heading, string Better)> GivingWay(IReadOnlyList<string> headings)
    {
        var columns = Of(headings);
        foreach (var same in Enumerable.Range(0, headings.Count).Where(index => columns[index] is not null).GroupBy(index => columns[index]).Where(group => group.Count() > 1))
        {
            var best = same.Min(index => Rank(headings[index], columns[index]!));
            var better = headings[same.First(index => Rank(headings[index], columns[index]!) == best)];
            foreach (var index in same.Where(index => Rank(headings[index], columns[index]!) > best))
            {
                yield return (index, better);
            }
        }
    }

    /// <summary>Fields of the headings that are read. False, with the problem in words, when two of one column say different things.</summary>
    public bool TryRead(IReadOnlyList<string> headings, IReadOnlyList<string?> values, out Dictionary<string, string> fields, out string problem)
    {
        var (columns, givingWay) = (Of(headings), GivingWay(headings).Select(way => way.Heading).ToHashSet());
        var read = new Dictionary<string, int>();
        (fields, problem) = ([], "");
        for (var index = 0; index < headings.Count; index++)
        {
            if (columns[index] is not { } column || givingWay.Contains(index) || ImportRecord.SaysNothing(values[index]))
            {
                continue;
            }

            var value = values[index]!.Trim();
            if (read.TryAdd(column, index))
            {
                fields.Add(column, value);
            }
            else if (!IsSame(fields[column], value))
            {
                problem = $"{headings[read[column]]} and {headings[index]} are both {column}, and say \"{fields[column]}\" and \"{value}\". Leave one of them out.";
                return false;
            }
        }

        return true;
    }

    private static bool IsSame(string one, string other) =>
        one == other || (ExactNumber.Read(one, out _) is { } number && number == ExactNumber.Read(other, out _));

    private static int Rank(string heading, string column) => heading.Trim() == column ? 0 : ImportNames.Snake(heading) == column ? 1 : 2;
}
