namespace VoiceOps.Voice.Reconciliation.Prices;

/// <summary>When a price that is not known yet is asked for again: after 1, 2, 4 … minutes, then daily, for more than a week.</summary>
internal static class PriceSchedule
{
    public static readonly TimeSpan First = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);
    private const int MostAttempts = 18;

    /// <summary>After so many attempts; null when those were enough.</summary>
    public static DateTime? Next(DateTime now, int attempts) =>
        attempts >= MostAttempts ? null : now + TimeSpan.FromTicks(Math.Min(Longest.Ticks, First.Ticks << (attempts - 1)));
}
