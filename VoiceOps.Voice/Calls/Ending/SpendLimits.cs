using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using VoiceOps.Voice.Accounts;
using VoiceOps.Voice.Calls.Journal;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Calls.Ending;

/// <summary>
/// What the day may cost, in all and per caller, against fraud. Spent is what the books hold for the day (in the reporting time zone) and what
/// live meters have counted beyond them. Without a limit nothing is read.
/// </summary>
public sealed class SpendLimits(IDbContextFactory<VoiceOpsContext> contexts, LiveCalls liveCalls, IOptions<CallOptions> options, TimeProvider time)
{
    private static readonly TimeSpan RefreshAfter = TimeSpan.FromSeconds(5);

    private readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(options.Value.TimeZone);
    private Spent _spent = new(0, new Dictionary<string, long>());
    private long? _readAt;

    private bool HasLimit => options.Value is { DailySpendLimit: not null } or { DailySpendLimitPerCaller: not null };

    /// <summary>Reads the books of the day again, when that was some time ago.</summary>
    internal async Task RefreshAsync(CancellationToken cancellationToken)
    {
        if (!HasLimit || (_readAt is { } readAt && time.GetElapsedTime(readAt) < RefreshAfter))
        {
            return;
        }

        _readAt = time.GetTimestamp();
        var dayStart = LocalDay.Start(LocalDay.Of(time.GetUtcTime(), _zone), _zone);
        await using var context = await contexts.OpenAsync(cancellationToken);
        // Days begin on a quarter of an hour in every time zone, so the rollups hold exactly the day.
        var nanos = await context.CostRollups.Where(row => row.QuarterStart >= dayStart).SumAsync(row => row.CostNanos, cancellationToken);
        var byCaller = options.Value.DailySpendLimitPerCaller is null
            ? new Dictionary<string, long>()
            : await context.UsageEvents.Where(row => row.BookedAt >= dayStart && row.CostNanos != null)
                .Join(context.Calls.Where(call => call.FromNumber != null), row => row.CallId, call => call.Id, (row, call) => new { call.FromNumber, row.CostNanos })
                .GroupBy(row => row.FromNumber!).Select(caller => new { caller.Key, Nanos = caller.Sum(row => row.CostNanos!.Value) })
                .ToDictionaryAsync(caller => caller.Key, caller => caller.Nanos, cancellationToken);
        Volatile.Write(ref _spent, new Spent(nanos, byCaller));
    }

    /// <summary>In words, which limit is reached for this caller; null when none is. Who withholds the number has the limit of the day alone.</summary>
    public string? Exceeded(string? caller)
    {
        if (!HasLimit)
        {
            return null;
        }

        var spent = Volatile.Read(ref _spent);
        // In dollars: a limit may be finer than a nano-dollar, and higher than nano-dollars can count.
        // The books leave test calls out; so does what is not in them yet.
        var live = liveCalls.All().Where(call => call.Call.Direction != CallDirection.Test).ToList();
        if (options.Value.DailySpendLimit is { } limit && new Money(spent.Nanos + live.Sum(call => call.Meters.UncommittedNanos)).Dollars >= limit)
        {
            return $"the day's spend limit is reached: ${limit}";
        }

        return CallerNumber.IsKnown(caller) && options.Value.DailySpendLimitPerCaller is { } perCaller
            && new Money(spent.ByCaller.GetValueOrDefault(caller!) + live.Where(call => call.Call.FromNumber == caller).Sum(call => call.Meters.UncommittedNanos))
                .Dollars >= perCaller
            ? $"the caller's spend limit of the day is reached: ${perCaller}"
            : null;
    }

    /// <summary>The limit of the day, in words, while it is reached.</summary>
    public string? Bites => Exceeded(caller: null);

    private sealed record Spent(long Nanos, IReadOnlyDictionary<string, long> ByCaller);
}
