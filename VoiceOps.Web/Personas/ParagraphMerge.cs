using DiffPlex;
using DiffPlex.Chunkers;
using DiffPlex.Model;

namespace VoiceOps.Web.Personas;

/// <summary>Two people's changes to one text, when they touch different paragraphs of it.</summary>
internal static class ParagraphMerge
{
    /// <summary>The text with both changes; null when both changed the same place.</summary>
    public static string? Of(string basis, string mine, string theirs)
    {
        var (my, their) = (Changes(basis, mine), Changes(basis, theirs));
        if (my.DiffBlocks.Any(one => their.DiffBlocks.Any(other => Meet(one, other))))
        {
            return null;
        }

        var paragraphs = my.PiecesOld.ToList();
        // From the end, so that the places of the others stay.
        foreach (var (block, pieces) in my.DiffBlocks.Select(block => (block, my.PiecesNew))
            .Concat(their.DiffBlocks.Select(block => (block, their.PiecesNew))).OrderByDescending(change => change.block.DeleteStartA))
        {
            paragraphs.RemoveRange(block.DeleteStartA, block.DeleteCountA);
            paragraphs.InsertRange(block.DeleteStartA, pieces.Skip(block.InsertStartB).Take(block.InsertCountB));
        }

        return string.Join('\n', paragraphs);
    }

    private static DiffResult Changes(string from, string to) =>
        Differ.Instance.CreateDiffs(from, to, ignoreWhiteSpace: false, ignoreCase: false, LineChunker.Instance);

    // What is put in beside the other's change could belong before it or after it.
    private static bool Meet(DiffBlock one, DiffBlock other)
    {
        var (end, otherEnd) = (one.DeleteStartA + one.DeleteCountA, other.DeleteStartA + other.DeleteCountA);
        return one.DeleteCountA == 0 || other.DeleteCountA == 0
            ? one.DeleteStartA <= otherEnd && other.DeleteStartA <= end
            : one.DeleteStartA < otherEnd && other.DeleteStartA < end;
    }
}
