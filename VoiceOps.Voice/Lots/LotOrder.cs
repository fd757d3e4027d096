namespace VoiceOps.Voice.Lots;

public static class LotOrder
{
    /// <summary>What expires first goes first; of the same expiry what is free, then the oldest.</summary>
    public static IOrderedEnumerable<CreditLot> InDrawingOrder(this IEnumerable<CreditLot> lots) =>
        lots.OrderBy(lot => lot.ExpiresAt ?? DateTime.MaxValue).ThenBy(lot => !LotKind.IsFree(lot.Kind)).ThenBy(lot => lot.CreatedAt).ThenBy(lot => lot.Id);
}
