using Microsoft.EntityFrameworkCore;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Reporting.Exposure;

/// <summary>
/// What a minute of the dearest twentieth of calls costs. It takes every call of 30 days, so it is worked out again every ten minutes only: the
/// figure moves slowly, and no page waits for it twice.
/// </summary>
public sealed class FulfilmentRisk(TimeProvider time) : IDisposable
{
    public static readonly TimeSpan Window = TimeSpan.FromDays(30);
    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(10);
    private const decimal Percentile = 0.95m;

    private readonly SemaphoreSlim _reading = new(1, 1);
    private (long At, decimal? Value)? _last;

    public void Dispose() => _reading.Dispose();

    /// <summary>Dollars a talk minute, nearest rank; null without a call.</summary>
    internal async Task<decimal?> CostPerMinuteP95Async(VoiceOpsContext context, CancellationToken cancellationToken)
    {
        await _reading.WaitAsync(cancellationToken);
        try
        {
            if (_last is { } last && time.GetElapsedTime(last.At) < KeptFor)
            {
                return last.Value;
            }

            var since = time.GetUtcTime() - Window;
            var calls = await (
                from call in context.Calls.Where(call => call.StartedAt >= since && call.EndedAt != null && call.DurationSeconds > 0)
                join total in context.CallTotals on call.Id equals total.CallId
                where total.UnpricedCount == 0
                select new { total.CostNanos, Seconds = call.DurationSeconds!.Value }).ToListAsync(cancellationToken);
            var costs = calls.ConvertAll(call => (decimal)call.CostNanos / Money.NanosPerDollar * 60 / call.Seconds);
            costs.Sort();
            decimal? value = costs.Count == 0 ? null : costs[(int)decimal.Ceiling(costs.Count * Percentile) - 1];
            _last = (time.GetTimestamp(), value);
            return value;
        }
        finally
        {
            _reading.Release();
        }
    }
}
