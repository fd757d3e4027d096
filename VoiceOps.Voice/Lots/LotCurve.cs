namespace VoiceOps.Voice.Lots;

/// <summary>
/// What a lot has earned once so many of its seconds are drawn: one rounded product of all of them, so that a used-up lot has earned exactly its
/// value, however many calls drew from it. A removal of seconds at another price than the lot's own bends it: what is left is worth what is left.
/// </summary>
internal sealed class LotCurve
{
    private readonly List<(Int128 Drawn, Int128 Earned)> _bends = [(0, 0)];
    private Int128 _seconds;
    private Int128 _value;

    public LotCurve(long seconds, long valueNanos) => (_seconds, _value) = (seconds, valueNanos);

    /// <summary>Of a lot with its removals, oldest first.</summary>
    public static LotCurve Of(CreditLot lot, IEnumerable<LotRemoval> removals)
    {
        var curve = new LotCurve(lot.Seconds, lot.ValueNanos);
        foreach (var removal in removals)
        {
            curve.Remove(removal.DrawnSeconds, removal.Seconds, removal.ValueNanos);
        }

        return curve;
    }

    /// <summary>Nano-dollars earned by the first <paramref name="drawn"/> seconds, half to even.</summary>
    public long EarnedAt(long drawn)
    {
        var index = _bends.FindLastIndex(bend => bend.Drawn <= drawn);
        var (fromSeconds, fromValue) = _bends[index];
        var (toSeconds, toValue) = index + 1 < _bends.Count ? _bends[index + 1] : (_seconds, _value);
        return toSeconds == fromSeconds
            ? (long)fromValue
            : (long)(fromValue + RoundHalfEven((toValue - fromValue) * (drawn - fromSeconds), toSeconds - fromSeconds));
    }

    /// <summary>Takes seconds out that nobody has drawn, at a moment when <paramref name="drawn"/> were.</summary>
    public void Remove(long drawn, long seconds, long valueNanos)
    {
        var earned = EarnedAt(drawn);
        _bends.RemoveAll(bend => bend.Drawn >= drawn && bend.Drawn > 0);
        if (drawn > 0)
        {
            _bends.Add((drawn, earned));
        }

        (_seconds, _value) = (_seconds - seconds, _value - valueNanos);
    }

    private static Int128 RoundHalfEven(Int128 dividend, Int128 divisor)
    {
        var (quotient, remainder) = Int128.DivRem(dividend, divisor);
        var twice = Int128.Abs(remainder) * 2;
        return twice > divisor || (twice == divisor && Int128.IsOddInteger(quotient)) ? quotient + Int128.Sign(dividend) : quotient;
    }
}
