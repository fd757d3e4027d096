namespace VoiceOps.Voice.Repricing;

/// <summary>Keys of the rows by which other rows are priced afterwards. The same correction twice is one.</summary>
internal static class RepricingKeys
{
    private const string Priced = "priced/";
    private const string Repriced = "repriced/";

    /// <summary>Takes back the usage of a row that had no price.</summary>
    public static string Reversal(long rowId) => FormattableString.Invariant($"{Priced}{rowId}/reversal");

    /// <summary>The same usage again, at its rate.</summary>
    public static string New(long rowId) => FormattableString.Invariant($"{Priced}{rowId}/new");

    /// <summary>What a row costs more, or less, at another rate.</summary>
    public static string Difference(long rowId, int number) => FormattableString.Invariant($"{Repriced}{rowId}/{number}");

    public static bool IsDifference(string eventKey) => eventKey.StartsWith(Repriced, StringComparison.Ordinal);

    public static bool Is(string eventKey) => IsDifference(eventKey) || eventKey.StartsWith(Priced, StringComparison.Ordinal);
}
