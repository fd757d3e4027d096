namespace VoiceOps.Voice.Lots;

/// <summary>A lot inside one commit, from which the commit's calls draw one after the other.</summary>
internal sealed class OpenLot(CreditLot lot, LotCurve curve)
{
    private long _drawn = lot.DrawnSeconds;

    public long Id => lot.Id;

    public long SecondsLeft => lot.Seconds - lot.RemovedSeconds - _drawn;

    public bool IsOpenAt(DateTime time) => lot.CreatedAt <= time && !(lot.ExpiresAt <= time);

    /// <summary>Takes seconds, or gives them back when negative; returns what they earn.</summary>
    public long Draw(long seconds)
    {
        var before = curve.EarnedAt(_drawn);
        _drawn += seconds;
        return curve.EarnedAt(_drawn) - before;
    }
}
