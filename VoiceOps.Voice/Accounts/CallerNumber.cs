using System.Collections.Frozen;

namespace VoiceOps.Voice.Accounts;

/// <summary>
/// Whether what the network calls a caller's number is one. For a caller who withholds it Twilio sends a word, or digits that spell one on a
/// telephone's keys: two such callers are strangers to each other, and nobody's number is read out.
/// </summary>
public static class CallerNumber
{
    private static readonly FrozenSet<string> Withheld = new[]
    {
        "anonymous", "266696687", // ANONYMOUS
        "restricted", "7378742833", // RESTRICTED
        "blocked", "2562533", // BLOCKED
        "unknown", "8656696", // UNKNOWN
        "unavailable", "86282452253", // UNAVAILABLE
        "private", "7748283", // PRIVATE
        "withheld", "nonumber", "464", // no caller id
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The number as it was sent; null when it says who calls as little as none.</summary>
    public static string? Known(string? from) => IsKnown(from) ? from : null;

    public static bool IsKnown(string? from)
    {
        if (from is null)
        {
            return false;
        }

        var name = from.AsSpan().Trim();
        name = name[(name.IndexOf(':') + 1)..]; // sip:, sips:, tel:, client:
        var host = name.IndexOf('@');
        name = (host < 0 ? name : name[..host]).TrimStart('+').Trim();
        return ContainsLetterOrDigit(name) && !Withheld.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name);
    }

    private static bool ContainsLetterOrDigit(ReadOnlySpan<char> name)
    {
        foreach (var character in name)
        {
            if (char.IsLetterOrDigit(character))
            {
                return true;
            }
        }

        return false;
    }
}
