namespace VoiceOps.Voice.Lots;

/// <summary>Why somebody has a lot.</summary>
public static class LotKind
{
    /// <summary>Paid for; its value is the cash that was paid.</summary>
    public const string Purchase = "purchase";

    /// <summary>Given with a purchase; worth nothing.</summary>
    public const string Bonus = "bonus";

    /// <summary>Given to be tried; worth nothing.</summary>
    public const string Promotional = "promotional";

    /// <summary>Given back for a bad call; its value is what was given back.</summary>
    public const string Goodwill = "goodwill";

    public static IReadOnlyList<string> All { get; } = [Purchase, Bonus, Promotional, Goodwill];

    /// <summary>True for minutes that earn nothing and cost what they cost.</summary>
    public static bool IsFree(string kind) => kind is Promotional or Bonus;
}
