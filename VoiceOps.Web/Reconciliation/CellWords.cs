using VoiceOps.Voice.Data;
using VoiceOps.Voice.Reconciliation.Days;
using VoiceOps.Web.Shared;

namespace VoiceOps.Web.Reconciliation;

/// <summary>How a comparison reads.</summary>
public static class CellWords
{
    public static (string Word, string Color, string Sentence) State(CellState state) => state switch
    {
        CellState.Reconciled => ("agrees", "emerald", "The provider's figure is within the tolerance of ours."),
        CellState.Unexplained => ("off", "rose", "The provider's figure is beyond the tolerance of ours."),
        CellState.Open => ("open", "cyan", "The day is too young: providers go on adding to it."),
        CellState.Untold => ("not told", "muted", "The provider has told no figure of this day."),
        _ => ("none", "muted", "Neither side knows of any use."),
    };

    /// <summary>With its sign, since more and less are not the same news.</summary>
    public static string Signed(Money difference) => (difference.Nanos > 0 ? "+" : "") + Figures.Dollars(difference);

    public static string Signed(decimal? share) => share is { } value ? (value > 0 ? "+" : "") + Figures.Percent(value) : "n/a";
}
