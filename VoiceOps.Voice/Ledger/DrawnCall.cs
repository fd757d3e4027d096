namespace VoiceOps.Voice.Ledger;

/// <summary>How many seconds a call was billed, and out of which lots they came; the lots in the order in which it drew from them.</summary>
internal sealed class DrawnCall
{
    private readonly List<(long LotId, long Seconds)> _drawn;
    private long _billedSeconds;

    public DrawnCall(long billedSeconds, IEnumerable<(long LotId, long Seconds)> drawn) => (_billedSeconds, _drawn) = (billedSeconds, [.. drawn]);

    public IReadOnlyList<(long LotId, long Seconds)> Drawn => _drawn;

    /// <summary>Seconds that no lot has paid for. Below zero while the lots have yet to get some back.</summary>
    public long OverrunSeconds => _billedSeconds - _drawn.Sum(lot => lot.Seconds);

    public void Bill(long seconds) => _billedSeconds += seconds;

    /// <summary>Negative: gives back.</summary>
    public void Draw(long lotId, long seconds)
    {
        var before = _drawn.FindIndex(lot => lot.LotId == lotId);
        var sum = (before < 0 ? 0 : _drawn[before].Seconds) + seconds;
        if (before >= 0)
        {
            _drawn.RemoveAt(before);
        }

        if (sum > 0)
        {
            _drawn.Add((lotId, sum));
        }
    }
}
