using VoiceOps.Voice.Data;

namespace VoiceOps.Web.Shared.Live;

/// <summary>When a value that somebody watches is read again.</summary>
/// <param name="Interval">From the start of one read to the start of the next, at least.</param>
public sealed record LivePace<TValue>(TimeSpan Interval)
{
    /// <summary>With a signal, a value is read again after a commit. Without one, it is read again whenever the interval is over.</summary>
    public CommitSignal? Commits { get; init; }

    /// <summary>Another interval after some values.</summary>
    public Func<TValue, TimeSpan>? IntervalAfter { get; init; }

    /// <summary>UTC; when a value is outdated although nothing was committed: the day of its range turns.</summary>
    public Func<TValue, DateTime>? OutdatedAt { get; init; }

    /// <summary>How old a value may be for the first who comes after all have left. Zero: it is read anew.</summary>
    public TimeSpan KeptFor { get; init; }

    internal LiveWait After(TValue value, TimeSpan readTook, DateTime now)
    {
        var interval = IntervalAfter?.Invoke(value) ?? Interval;
        if (Commits is null)
        {
            return new LiveWait(interval, interval - readTook);
        }

        var fresh = OutdatedAt is null ? LiveWait.MaxAge : OutdatedAt(value) - now;
        return new LiveWait(interval, fresh > TimeSpan.Zero && fresh < LiveWait.MaxAge ? fresh : LiveWait.MaxAge);
    }

    internal LiveWait AfterFailure() => new(Interval < LiveWait.RetryAfter ? Interval : LiveWait.RetryAfter, LiveWait.RetryAfter);
}
