namespace VoiceOps.Web.Shared;

/// <summary>
/// Parts of a whole as percentages that add up to 100.0, however they round. Of no part they say that it is all or nothing when it is not.
/// </summary>
public static class Shares
{
    /// <summary>In tenths of a percent.</summary>
    private const int Whole = 1_000;

    /// <summary>One text a part, in their order. Null when they are no parts of a whole: one is below zero, or there is nothing to share.</summary>
    public static IReadOnlyList<string>? Of(IReadOnlyList<decimal> parts)
    {
        var total = parts.Sum();
        if (total <= 0 || parts.Any(part => part < 0))
        {
            return null;
        }

        var exact = parts.Select(part => part / total * Whole).ToArray();
        var tenths = exact.Select(share => (int)decimal.Floor(share)).ToArray();
        // What rounding down has left goes to those that lost most by it; among equals to the larger part, then to the first.
        var most = Enumerable.Range(0, parts.Count).OrderByDescending(index => exact[index] - tenths[index])
            .ThenByDescending(index => parts[index]).ThenBy(index => index);
        foreach (var index in most.Take(Math.Clamp(Whole - tenths.Sum(), 0, parts.Count)))
        {
            tenths[index]++;
        }

        return [.. tenths.Select((share, index) => Text(share, parts[index], total))];
    }

    private static string Text(int tenths, decimal part, decimal total) => tenths switch
    {
        0 when part > 0 => "<0.1%",
        Whole when part < total => ">99.9%",
        _ => Figures.Percent(tenths / (decimal)Whole),
    };
}
