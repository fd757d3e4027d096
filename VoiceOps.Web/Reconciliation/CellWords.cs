using VoiceOps.Voice.Reconciliation.Days;
using VoiceOps.Voice.Usage;
using VoiceOps.Web.Shared;

namespace VoiceOps.Web.Reconciliation;

/// <summary>How a comparison reads.</summary>
public static class CellWords
{
    /// <summary>The color is that of a chip, with its pattern.</summary>
    public static (string Word, string Color, string Sentence) State(ReconciliationCell cell) => cell.IsReported ? Reported(cell.State) : Told(cell.State);

    private static (string Word, string Color, string Sentence) Unpriced =>
        ("unpriced", "rose", "Rows of this day have no price, so ours is not whole: set the rate and price them, on the page Pricing.");

    private static (string Word, string Color, string Sentence) Told(CellState state) => state switch
    {
        CellState.Unpriced => Unpriced,
        CellState.Reconciled => ("agrees", "emerald", "The provider's figure is within the tolerance of ours."),
        CellState.Unexplained => ("off", "rose", "The provider's figure is beyond the tolerance of ours."),
        CellState.Open => ("open", "cyan", "The day is too young: providers go on adding to it."),
        CellState.Untold => ("no figure yet", "muted", "The provider has given no figure of this day."),
        _ => ("none", "muted", "Neither side knows of any use."),
    };

    private static (string Word, string Color, string Sentence) Reported(CellState state) => state switch
    {
        CellState.Reconciled => ("as reported", "emerald", "All but the tolerance is usage that the provider's own answers reported. It is no bill."),
        CellState.Estimated =>
            ("estimated", "amber hatched", "More than the tolerance was estimated here, because answers were cut off before they reported. The provider "
                + "never bills it apart: there is nothing left to do."),
        CellState.Unpriced => Unpriced,
        CellState.Open => ("open", "cyan", "The day is not over."),
        _ => ("none", "muted", "Nothing was used."),
    };

    /// <summary>With its sign, since more and less are not the same news.</summary>
    public static string Signed(Money difference) => (difference.Nanos > 0 ? "+" : "") + Figures.Dollars(difference);

    public static string Signed(decimal? share) => share is { } value ? (value > 0 ? "+" : "") + Figures.PercentInFull(value) : "n/a";

    /// <summary>Whether the provider tells what single calls cost.</summary>
    public static bool HasCallPrices(string service) => service is ServiceNames.Twilio or ServiceNames.Deepgram;

    /// <summary>Why a day has not been reconciled: it is too young, or it does not agree.</summary>
    public static string NotReconciled(ReconciliationCell cell, DateTime now)
    {
        var closesAt = cell.EndedAt + ReconciliationQueries.ClosedAfter;
        return now < closesAt
            ? $"not yet: {Figures.Quantity((decimal)ReconciliationQueries.ClosedAfter.TotalHours, 0)} h after the day, on "
                + $"{Figures.Day(DateOnly.FromDateTime(closesAt), DateOnly.FromDateTime(now))}, if it agrees then"
            : "not yet";
    }
}
