using VoiceOps.Voice.Lots;

namespace VoiceOps.Web.Credits.Accounts;

internal static class LotsInOrder
{
    /// <summary>As calls draw from them; those with nothing left last, newest first.</summary>
    public static IEnumerable<CreditLot> InReadingOrder(this IReadOnlyList<CreditLot> lots) =>
        lots.Where(lot => lot.SecondsLeft > 0).InDrawingOrder().Concat(lots.Where(lot => lot.SecondsLeft == 0).OrderByDescending(lot => lot.CreatedAt));
}
